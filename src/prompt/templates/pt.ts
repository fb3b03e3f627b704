import type { Templates } from './template.ts';

export const pt: Templates = {
  colon: ': ',
  adds: (line) => `Acrescenta a linha “${line}”.`,
  questions: {
    'Q01.purpose_goal': {
      label: 'Objetivo',
      text: 'Qual qualidade deve melhorar?',
      reason:
        'Velocidade, legibilidade e memória puxam para lados diferentes; sem objetivo, a mudança é questão de gosto.',
      options: [
        ['Velocidade', 'Clareza ou memória podem ser trocadas por tempo de execução.'],
        ['Legibilidade', 'Estrutura e nomes mudam; comportamento e velocidade ficam.'],
        ['Memória ou tamanho', 'Guarda-se ou entrega-se menos, mesmo que demore mais.'],
        ['Menos erros', 'Verificações e tratamento de erros são acrescentados.'],
      ],
    },
    'Q01.purpose_goal/text': {
      label: 'Objetivo',
      text: 'O que deve melhorar no texto?',
      reason: 'Mais curto, mais claro e mais convincente são reescritas diferentes.',
      options: [
        ['Mais claro', 'As frases ficam mais simples, o conteúdo fica.'],
        ['Mais curto', 'O que pesa pouco é cortado.'],
        ['Só corrigir a língua', 'Gramática e ortografia mudam, a redação fica.'],
        ['Mais convincente', 'A ordem e a ênfase mudam.'],
      ],
    },
    'Q02.scope_subtype': {
      label: 'Do que se trata',
      text: 'A que isso se refere? Cole aqui ou diga o nome.',
      reason: 'Nada no pedido diz o que é; qualquer resposta seria um palpite.',
      options: ['Um texto ou código que colo aqui…', 'Algo que descrevo em uma frase…'],
    },
    'Q02.scope_subtype/agent': {
      label: 'O que deve mudar',
      text: 'O que acontece agora e o que deveria acontecer?',
      reason: 'O código pode ser lido, mas não diz qual comportamento é indesejado.',
      options: ['Uma mensagem de erro que colo…', 'Um resultado errado que descrevo…', 'Algo que falta'],
    },
    'Q03.data_source': {
      label: 'Material',
      text: 'O texto ou arquivo não está incluído. Você pode colá-lo?',
      reason: 'Sem ele, a resposta trataria de um inventado.',
      options: ['Colo aqui…', 'Dou um link ou caminho…', 'Não há: use um exemplo inventado'],
    },
    'Q04.other': {
      label: 'Sintoma',
      text: 'O que acontece exatamente? Cole a mensagem de erro ou a saída errada.',
      reason: 'A mesma queixa tem muitas causas; a mensagem costuma distingui-las.',
      options: ['Uma mensagem de erro ou um rastro', 'Um resultado errado, sem erro', 'Trava ou fica lento'],
    },
    'Q04.success_criteria': {
      label: 'Esperado',
      text: 'O que deveria acontecer em vez disso?',
      reason: 'Só você sabe qual comportamento é o certo.',
      options: ['O resultado que escrevo…', 'O que uma versão anterior fazia', 'Sem erro; o resultado está certo'],
    },
    'Q04.scope_subtype': {
      label: 'Passos',
      text: 'Com quais passos ou qual entrada o problema aparece?',
      reason: 'Um problema que se repete pode ser conferido depois da correção.',
      options: ['Sempre, com a entrada que colo…', 'Só às vezes', 'Só em um ambiente'],
    },
    'Q04.tech_stack': {
      label: 'Ambiente',
      text: 'Qual linguagem ou framework, e qual versão?',
      reason: 'A correção muda de uma versão para outra.',
      options: ['A versão atual', 'Uma versão anterior que indico…'],
    },
    'Q05.tech_stack': {
      label: 'Linguagem',
      text: 'Qual linguagem de programação ou framework usar?',
      reason: 'Sem isso, o código talvez não rode onde você precisa.',
      options: ['Python', 'JavaScript ou TypeScript', 'Java', 'Outra que indico…'],
    },
    'Q05.data_source': {
      label: 'Entrada',
      text: 'Qual entrada o código recebe, e em que forma?',
      reason: 'O tipo e a origem da entrada decidem a assinatura e a leitura.',
      options: ['Argumentos de função', 'Um arquivo', 'Dados digitados pelo usuário'],
    },
    'Q05.output_format': {
      label: 'Saída',
      text: 'O que deve devolver, e em que forma?',
      reason: 'Retornar, imprimir e gravar levam a códigos diferentes.',
      options: ['Um valor de retorno', 'Texto impresso', 'Um arquivo'],
    },
    'Q05.other': {
      label: 'Casos extremos',
      text: 'O que deve acontecer com entrada vazia ou inválida?',
      reason: 'É aí que costumam diferir códigos certos no caso normal.',
      options: [
        ['Lançar um erro', 'Quem chama precisa tratá-lo.'],
        ['Devolver um resultado vazio', 'Quem chama não vê erro.'],
        ['Não pode acontecer', 'Nenhuma verificação é escrita.'],
      ],
    },
    'Q06.success_criteria': {
      label: 'Pronto quando',
      text: 'Como você vai conferir que está pronto?',
      reason: 'Com uma verificação a passar, o trabalho para no lugar certo.',
      options: ['Os testes existentes passam', 'Um teste novo que descrevo passa…', 'Um exemplo que dou funciona…'],
    },
    'Q07.preference_constraint': {
      label: 'Não deve mudar',
      text: 'O que deve ficar como está?',
      reason: 'O que não é nomeado pode ser mudado de passagem.',
      options: [
        ['O comportamento e a interface pública', 'Quem a usa continua igual.'],
        ['O comportamento; a interface pode mudar', 'Quem a usa também é adaptado.'],
        ['Nada em particular', 'Tudo pode mudar.'],
      ],
    },
    'Q09.budget': {
      label: 'Orçamento',
      text: 'Qual é o orçamento?',
      reason: 'Sugestões fora do alcance não ajudam.',
      options: ['Grátis ou o mais barato possível', 'Faixa média', 'O preço é secundário'],
    },
    'Q09.time': {
      label: 'Prazo',
      text: 'Qual é o prazo: quando, ou por quanto tempo?',
      reason: 'A duração e a data decidem o que cabe.',
      options: ['Um dia ou menos', 'Algumas semanas', 'Sem prazo fixo'],
    },
    'Q09.location': {
      label: 'Lugar',
      text: 'Para qual lugar ou região é?',
      reason: 'Ofertas, regras e clima mudam de um lugar para outro.',
      options: ['Um lugar que indico…', 'On-line, o lugar não importa'],
    },
    'Q09.audience_level': {
      label: 'Público e nível',
      text: 'Para quem é, e o que já sabe?',
      reason: 'Disso dependem a profundidade e o vocabulário.',
      options: ['Iniciantes', 'Alguma experiência', 'Especialistas'],
    },
    'Q09.preference_constraint': {
      label: 'Preferências',
      text: 'Quais preferências ou restrições devem ser respeitadas?',
      reason: 'Uma resposta que viola uma delas tem de ser refeita.',
      options: ['As que listo…', 'Nenhuma'],
    },
    'Q09.scope_subtype': {
      label: 'Foco',
      text: 'Qual tipo ou aspecto importa mais para você?',
      reason: 'O tema é amplo; um foco torna a resposta precisa.',
      options: ['Uma visão geral', 'Um aspecto que indico…'],
    },
    'Q09.purpose_goal': {
      label: 'Finalidade',
      text: 'Para que você precisa disso?',
      reason: 'A finalidade decide o que pode ficar de fora.',
      options: ['Uso pessoal', 'Trabalho', 'Escola ou estudos'],
    },
    'Q09.quantity': {
      label: 'Quantidade',
      text: 'Quantos, ou quanto?',
      reason: 'Sem um número, o tamanho da resposta fica ao acaso.',
      options: ['Uma seleção curta', 'O máximo possível', 'Um número que dou…'],
    },
    'Q09.tech_stack': {
      label: 'Ferramentas',
      text: 'Qual aparelho, programa ou plataforma você usa?',
      reason: 'Os passos mudam de um para outro.',
      options: ['O que indico…', 'Qualquer um'],
    },
    'Q10.data_source': {
      label: 'Amostra dos dados',
      text: 'Como são os dados? Cole algumas linhas ou os nomes das colunas.',
      reason: 'Nomes e tipos dos campos não podem ser adivinhados.',
      options: ['Uma amostra que colo…', 'Só os nomes das colunas', 'Basta um exemplo inventado'],
    },
    'Q10.output_format': {
      label: 'Campos do resultado',
      text: 'Quais campos o resultado deve ter?',
      reason: 'Um campo não nomeado pode faltar ou ter outro nome.',
      options: ['Todos os da entrada', 'Os que listo…'],
    },
    'Q11.time': {
      label: 'Data de referência',
      text: 'Qual período conta como atual?',
      reason: 'O que é recente depende do dia em que se olha.',
      options: ['O último mês', 'O último ano', 'Uma data que dou…'],
    },
    'Q12.scope_subtype': {
      label: 'Critério',
      text: 'Por qual critério devem ser julgados?',
      reason: 'Outro critério dá outra ordem.',
      options: [
        ['Preço', 'Os mais baratos vêm primeiro.'],
        ['Qualidade ou avaliação', 'Os mais bem avaliados vêm primeiro.'],
        ['Popularidade', 'Os mais conhecidos vêm primeiro.'],
      ],
    },
    'Q13.output_format': {
      label: 'Formato',
      text: 'Em que forma e com quanto detalhe deve ser a resposta?',
      reason: 'Uma tabela, poucas linhas e um texto longo são respostas diferentes.',
      options: ['Uma lista curta', 'Um texto detalhado', 'Uma tabela'],
    },
    'C01.preference_constraint': {
      label: 'Prioridade',
      text: 'Dois requisitos se excluem. Qual prevalece?',
      reason: 'A resposta só pode cumprir um deles.',
      options: [
        ['O primeiro', 'O outro é descartado.'],
        ['O segundo', 'O outro é descartado.'],
      ],
    },
  },
  lines: {
    A01: 'Responda a partir do texto dado aqui; se ele não disser, informe isso.',
    G04: 'Antes de qualquer passo que não possa ser desfeito, mostre o que ele afeta e espere minha confirmação.',
  },
  headings: { S03: 'Tarefa', A02: 'Verifique o resultado com este comando' },
};
