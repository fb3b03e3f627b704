import type { Templates } from './template.ts';

export const es: Templates = {
  colon: ': ',
  adds: (line) => `Añade la línea «${line}».`,
  questions: {
    'Q01.purpose_goal': {
      label: 'Objetivo',
      text: '¿Qué cualidad debe mejorar?',
      reason:
        'Velocidad, legibilidad y memoria tiran en direcciones distintas; sin objetivo, el cambio es cuestión de gusto.',
      options: [
        ['Velocidad', 'Se puede ceder claridad o memoria a cambio de tiempo de ejecución.'],
        ['Legibilidad', 'Cambian la estructura y los nombres; el comportamiento y la velocidad se mantienen.'],
        ['Memoria o tamaño', 'Se guarda o se entrega menos, aunque tarde más.'],
        ['Menos errores', 'Se añaden comprobaciones y manejo de errores.'],
      ],
    },
    'Q01.purpose_goal/text': {
      label: 'Objetivo',
      text: '¿Qué debe mejorar en el texto?',
      reason: 'Más corto, más claro y más convincente son reescrituras distintas.',
      options: [
        ['Más claro', 'Se simplifican las frases, el contenido se mantiene.'],
        ['Más corto', 'Se quita lo menos importante.'],
        ['Solo corregir la lengua', 'Cambian gramática y ortografía, no la redacción.'],
        ['Más convincente', 'Cambian el orden y el énfasis.'],
      ],
    },
    'Q02.scope_subtype': {
      label: 'De qué se trata',
      text: '¿A qué se refiere? Pégalo aquí o nómbralo.',
      reason: 'Nada en la petición lo dice; cualquier respuesta sería una suposición.',
      options: ['Un texto o código que pego aquí…', 'Algo que describo en una frase…'],
    },
    'Q02.scope_subtype/agent': {
      label: 'Qué debe cambiar',
      text: '¿Qué ocurre ahora y qué debería ocurrir?',
      reason: 'El código se puede leer, pero no dice qué comportamiento no se desea.',
      options: ['Un mensaje de error que pego…', 'Un resultado incorrecto que describo…', 'Algo que falta'],
    },
    'Q03.data_source': {
      label: 'Material',
      text: 'El texto o archivo no está incluido. ¿Puedes pegarlo?',
      reason: 'Sin él, la respuesta trataría de uno inventado.',
      options: ['Lo pego aquí…', 'Doy un enlace o una ruta…', 'No lo hay: usa un ejemplo inventado'],
    },
    'Q04.other': {
      label: 'Síntoma',
      text: '¿Qué ocurre exactamente? Pega el mensaje de error o la salida incorrecta.',
      reason: 'La misma queja tiene muchas causas; el mensaje suele distinguirlas.',
      options: ['Un mensaje de error o una traza', 'Un resultado incorrecto, sin error', 'Se cuelga o va lento'],
    },
    'Q04.success_criteria': {
      label: 'Esperado',
      text: '¿Qué debería ocurrir en su lugar?',
      reason: 'Solo tú sabes qué comportamiento es el correcto.',
      options: ['El resultado que escribo…', 'Lo que hacía una versión anterior', 'Sin error; el resultado está bien'],
    },
    'Q04.scope_subtype': {
      label: 'Pasos',
      text: '¿Con qué pasos o con qué entrada aparece el problema?',
      reason: 'Un problema que se puede repetir se puede comprobar tras el arreglo.',
      options: ['Siempre, con la entrada que pego…', 'Solo a veces', 'Solo en un entorno'],
    },
    'Q04.tech_stack': {
      label: 'Entorno',
      text: '¿Qué lenguaje o framework, y qué versión?',
      reason: 'El arreglo cambia de una versión a otra.',
      options: ['La versión actual', 'Una versión anterior que indico…'],
    },
    'Q05.tech_stack': {
      label: 'Lenguaje',
      text: '¿Qué lenguaje de programación o framework hay que usar?',
      reason: 'Sin saberlo, el código quizá no funcione donde lo necesitas.',
      options: ['Python', 'JavaScript o TypeScript', 'Java', 'Otro que indico…'],
    },
    'Q05.data_source': {
      label: 'Entrada',
      text: '¿Qué entrada recibe y en qué forma?',
      reason: 'El tipo y el origen de la entrada deciden la firma y la lectura.',
      options: ['Argumentos de función', 'Un archivo', 'Datos que escribe el usuario'],
    },
    'Q05.output_format': {
      label: 'Salida',
      text: '¿Qué debe devolver y en qué forma?',
      reason: 'Devolver, imprimir y guardar llevan a códigos distintos.',
      options: ['Un valor de retorno', 'Texto impreso', 'Un archivo'],
    },
    'Q05.other': {
      label: 'Casos límite',
      text: '¿Qué debe pasar con una entrada vacía o no válida?',
      reason: 'Es donde suelen diferir códigos correctos en el caso normal.',
      options: [
        ['Lanzar un error', 'Quien llama tiene que tratarlo.'],
        ['Devolver un resultado vacío', 'Quien llama no ve ningún error.'],
        ['No puede ocurrir', 'No se escriben comprobaciones.'],
      ],
    },
    'Q06.success_criteria': {
      label: 'Terminado cuando',
      text: '¿Cómo comprobarás que está terminado?',
      reason: 'Con una comprobación que superar, el trabajo acaba donde debe.',
      options: ['Pasan las pruebas existentes', 'Pasa una prueba nueva que describo…', 'Funciona un ejemplo que doy…'],
    },
    'Q07.preference_constraint': {
      label: 'No debe cambiar',
      text: '¿Qué debe quedar como está?',
      reason: 'Lo que no se nombra puede cambiarse de paso.',
      options: [
        ['El comportamiento y la interfaz pública', 'Quienes la usan siguen igual.'],
        ['El comportamiento; la interfaz puede cambiar', 'También se adapta a quienes la usan.'],
        ['Nada en particular', 'Todo puede cambiar.'],
      ],
    },
    'Q09.budget': {
      label: 'Presupuesto',
      text: '¿Cuál es el presupuesto?',
      reason: 'Las propuestas fuera de alcance no sirven.',
      options: ['Gratis o lo más barato posible', 'Gama media', 'El precio es secundario'],
    },
    'Q09.time': {
      label: 'Plazo',
      text: '¿Cuál es el plazo: cuándo o durante cuánto tiempo?',
      reason: 'La duración y la fecha deciden qué cabe.',
      options: ['Un día o menos', 'Unas semanas', 'Sin plazo fijo'],
    },
    'Q09.location': {
      label: 'Lugar',
      text: '¿Para qué lugar o región es?',
      reason: 'Ofertas, normas y clima cambian de un lugar a otro.',
      options: ['Un lugar que indico…', 'En línea, el lugar da igual'],
    },
    'Q09.audience_level': {
      label: 'Público y nivel',
      text: '¿Para quién es y qué sabe ya?',
      reason: 'De eso dependen la profundidad y el vocabulario.',
      options: ['Principiantes', 'Algo de experiencia', 'Expertos'],
    },
    'Q09.preference_constraint': {
      label: 'Preferencias',
      text: '¿Qué preferencias o restricciones hay que respetar?',
      reason: 'Una respuesta que incumple alguna hay que rehacerla.',
      options: ['Las que enumero…', 'Ninguna'],
    },
    'Q09.scope_subtype': {
      label: 'Enfoque',
      text: '¿Qué tipo o qué aspecto te importa más?',
      reason: 'El tema es amplio; un enfoque hace precisa la respuesta.',
      options: ['Una visión general', 'Un aspecto que indico…'],
    },
    'Q09.purpose_goal': {
      label: 'Finalidad',
      text: '¿Para qué lo necesitas?',
      reason: 'La finalidad decide qué se puede dejar fuera.',
      options: ['Uso privado', 'Trabajo', 'Escuela o estudios'],
    },
    'Q09.quantity': {
      label: 'Cantidad',
      text: '¿Cuántos o cuánto?',
      reason: 'Sin un número, la extensión de la respuesta queda al azar.',
      options: ['Una selección corta', 'Tantos como sea posible', 'Un número que doy…'],
    },
    'Q09.tech_stack': {
      label: 'Herramientas',
      text: '¿Qué dispositivo, programa o plataforma usas?',
      reason: 'Los pasos cambian de uno a otro.',
      options: ['El que indico…', 'Cualquiera'],
    },
    'Q10.data_source': {
      label: 'Muestra de los datos',
      text: '¿Cómo son los datos? Pega unas filas o los nombres de las columnas.',
      reason: 'Los nombres y tipos de los campos no se pueden adivinar.',
      options: ['Una muestra que pego…', 'Solo los nombres de las columnas', 'Basta un ejemplo inventado'],
    },
    'Q10.output_format': {
      label: 'Campos del resultado',
      text: '¿Qué campos debe tener el resultado?',
      reason: 'Un campo sin nombrar puede faltar o llamarse de otro modo.',
      options: ['Todos los de la entrada', 'Los que enumero…'],
    },
    'Q11.time': {
      label: 'A fecha de',
      text: '¿Qué periodo cuenta como actual?',
      reason: 'Lo reciente depende del día en que se mira.',
      options: ['El último mes', 'El último año', 'Una fecha que doy…'],
    },
    'Q12.scope_subtype': {
      label: 'Criterio',
      text: '¿Con qué criterio hay que juzgar?',
      reason: 'Otro criterio da otro orden.',
      options: [
        ['Precio', 'Primero los más baratos.'],
        ['Calidad o valoración', 'Primero los mejor valorados.'],
        ['Popularidad', 'Primero los más conocidos.'],
      ],
    },
    'Q13.output_format': {
      label: 'Formato',
      text: '¿En qué forma y con cuánto detalle debe ser la respuesta?',
      reason: 'Una tabla, unas líneas y un texto largo son respuestas distintas.',
      options: ['Una lista corta', 'Un texto detallado', 'Una tabla'],
    },
    'C01.preference_constraint': {
      label: 'Prioridad',
      text: 'Dos requisitos se excluyen. ¿Cuál prevalece?',
      reason: 'La respuesta solo puede cumplir uno de ellos.',
      options: [
        ['El primero', 'El otro se descarta.'],
        ['El segundo', 'El otro se descarta.'],
      ],
    },
  },
  lines: {
    A01: 'Responde a partir del texto dado aquí; si no lo dice, indícalo.',
    G04: 'Antes de cualquier paso que no se pueda deshacer, muestra a qué afecta y espera mi confirmación.',
  },
  headings: { S03: 'Tarea', A02: 'Comprueba el resultado con este comando' },
};
