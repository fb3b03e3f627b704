/**
 * Words that tell languages of one script apart: function words, and the verbs and nouns that short prompts consist of. A
 * word that several languages share counts for each of them in part. Languages without templates stand here so that they
 * are not taken for a neighbour.
 */
const list = (words: string): readonly string[] => words.split(' ');

export const LATIN_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: list(
    'the of and to is in that for it with as on are this be by an or from at was have has not can you your my me our we which what how ' +
      'why when where who should would could will please fix make write create give find help improve build add explain show tell do does ' +
      'get use using into about code function page update list best i its these those them then than if but all there so need want let ' +
      'remove change implement rewrite summarize translate generate refactor delete run test error bug faster better app website file ' +
      'design suggest recommend compare describe review optimize plan between without via each any new some more most up out only also is ' +
      'provide develop craft convert state name search validate debug check identify calculate solve construct compose prepare organize using ' +
      'following given text program script words sentence story poem essay email data user latest news export restaurant phone phones client image question questions problem plan define project strategy example summary word topic short table gift recipe city world work company customer country school student students difference learn guitar development rules class project language time money health book trip car cars simple good great real long high level key ideas dinner draft cover letter rename three yesterday won slow track draw predict research analyze download locate look choose pick collect gather fetch count beginner beginners happened occurred trending based previous next month both sides movies songs games healthy workout sales stocks weather teach',
  ),
  es: list(
    'el la los las de del que y en un uno una unos unas por con para es se no su sus lo le les como más al me mi mis este esta esto estos ' +
      'estas pero ya o fue ha sí porque cuando muy sin sobre también hasta hay donde quien desde todo todos toda todas nos durante ni contra ' +
      'ese esa eso ante ellos e son está están tengo tiene quiero necesito puedo puedes puede qué cómo cuál cuáles cuánto quién dónde cuándo ' +
      'escribe escribir crea crear haz hazlo hacer explica explícame arregla arréglalo mejora mejorar código función dame ayuda ayúdame corrige ' +
      'error traduce resume mejor mejores borra elimina añade compara busca planea planifica recomienda recomiéndame genera muestra muéstrame ' +
      'exporta últimas últimos noticias archivo archivos lista datos página texto carta correo libro libros viaje siempre nunca dos tres ' +
      'personas semana año años mes hoy fin según entre cada otro otra mismo nuevo nueva inglés español tren informe adjunto adjunta coches coche niño niños tarde poema carpeta gustaría siguiente teléfono teléfonos móvil restaurante clase cuento corto frase ortografía entrenamiento escribió convierte kilómetros inventa sugiere funciona refactoriza optimiza organiza resuelve calcula prepara diseña desarrolla implementa programa analiza enumera describe define ejercicio ejercicios comida receta ciudad mundo historia trabajo empresa cliente clientes ventas estrategia proyecto aprender hazme guitarra consulta prueba pruebas imagen problema pregunta preguntas ejemplo ejemplos resumen palabras tema temas ideas cielo agua casa país países gobierno escuela estudiantes diferencia entre causas consejos carrera negocio habitación rendimiento facilidad tamaño planetas regalo idioma vida tiempo dinero salud haces dices gracias hola redacta presentación lento rápida rápido cuánta cuesta vivir cena alemán página',
  ),
  fr: list(
    'le la les de des du et en un une est que qui dans pour pas sur au aux avec ce cette ces cet il elle je tu nous vous mon ma mes ton ta ' +
      'son sa ses leur ne se plus par mais ou où comme tout tous toute toutes être fait faire écris écrire crée créer corrige améliore explique ' +
      'rédige donne moi code fonction peux peut veux voudrais besoin aide bogue erreur traduis résume sans sous entre quel quelle quels quelles ' +
      'comment pourquoi quand combien cela ça à était ont sont avoir ai chez vers depuis pendant toujours jamais aussi très bien ' +
      'supprime ajoute compare cherche planifie recommande propose génère montre exporte dernières derniers dernière nouvelles actualités ' +
      'fichier fichiers dossier liste données page texte lettre courriel livre livres voyage meilleur meilleure meilleurs meilleures deux trois ' +
      'personnes semaine année mois jour jours ordinateur portable voiture voitures chaque autre même nouveau nouvelle anglais français explique enfant enfants monde temps faut sujet ville téléphone téléphones restaurant classe histoire courte phrase orthographe entraînement convertis kilomètres invente propose suggère fonctionne marche refactorise optimise organise résous calcule prépare conçois développe analyse énumère décris définis exercice exercices repas recette travail entreprise client clients ventes stratégie projet apprendre guitare requête essai image problème question questions exemple exemples résumé mots thème idées ciel eau maison pays gouvernement école étudiants différence causes conseils carrière chambre tableau cadeau langue vie argent santé merci bonjour fais-moi script écrit qui',
  ),
  de: list(
    'der die das den dem des und ist in zu ein eine einen einem einer nicht mit auf für von im sich auch es an als wie aus bei nach wird ' +
      'werden sind oder aber ich du er sie wir ihr mir mich mein meine meinen meinem dein deine kann kannst soll bitte schreibe schreib erstelle ' +
      'erkläre verbessere behebe repariere mache mach fehler funktion hilf über unter durch was warum wenn wer wo wann welche welcher welches ' +
      'dass zum zur vom noch nur diese dieser dieses diesen einfach gib zeig zeige übersetze fasse zusammen besser bester beste besten schneller ' +
      'lösche entferne füge vergleiche suche finde plane empfiehl nenne exportiere neueste neuesten aktuelle nachrichten datei dateien ordner ' +
      'liste daten seite text brief buch bücher reise immer nie zwei drei personen woche jahr monat tag tage viele viel mehr möchte brauche ' +
      'habe hat war ins am alle alles jede kein keine zwischen ohne gegen seit bis grüße rechne umrechnen schlage schlag vor lerne lernen satz rechtschreibung geschichte kurze kurz erfinde funktioniert läuft geht refaktoriere optimiere organisiere löse berechne bereite entwickle analysiere beschreibe definiere übung übungen essen rezept stadt welt arbeit firma kunde kunden verkauf strategie projekt gitarre abfrage bild problem frage fragen beispiel beispiele zusammenfassung wörter thema ideen himmel wasser haus land länder regierung schule schüler unterschied ursachen tipps karriere zimmer tabelle geschenk sprache leben zeit geld gesundheit danke hallo meilen skript klasse um',
  ),
  pt: list(
    'o a os as de do da dos das que e em um uma uns umas por com para é se não seu sua seus suas como mais ao aos à às no na nos nas me meu ' +
      'minha meus minhas este esta isto isso esse essa mas foi ser são está estão tem há já ou quando muito sem sobre também até onde quem desde ' +
      'você vocês ele ela eu nós qual quais escreva escrever crie criar faça fazer explique conserte corrija melhore melhorar código função dê ' +
      'preciso quero pode ajuda ajude erro traduza resuma melhor melhores pelo pela pelos pelas num numa apague exclua adicione compare busque ' +
      'planeje recomende gere mostre exporte últimas últimos notícias arquivo arquivos pasta lista dados página texto carta livro livros viagem ' +
      'sempre nunca dois duas três pessoas semana ano anos mês hoje fim entre cada outro outra mesmo novo nova inglês português mim carros carro trem criança pasta sai atrasado poema você celular celulares restaurante classe conto curto frase ortografia treino converta milhas quilômetros invente sugira funciona refatore otimize organize resolva calcule prepare desenvolva implemente analise descreva defina exercício exercícios comida receita cidade mundo história trabalho empresa cliente clientes vendas estratégia projeto aprender violão consulta teste testes imagem problema pergunta perguntas exemplo exemplos resumo palavras tema ideias céu água casa país países governo escola alunos diferença causas dicas carreira quarto tabela presente língua vida tempo dinheiro saúde obrigado olá por quem escreveu liste planetas tamanho azul sistema script redija apresentação lento rápido quanto custa morar jantar alemão dicas',
  ),
  it: list(
    'il lo gli la le i di che e è un uno una per con non si sono come più ma anche del della dei delle degli nel nella nei nelle al alla ai ' +
      'alle dal dalla sul sulla questo questa questi queste mi mio mia miei io tu lui lei noi voi scrivi crea fammi dammi perché cosa quando ' +
      'quale qual quali dove chi tutto tutti tutte spiega traduci riassumi elimina confronta pianifica consigliami esporta quelle quelli quella ' +
      'migliore miglior miglioralo ultime notizie dati file testo sempre in a da su o ed due persone settimana inglese idee lista auto libro ho ha',
  ),
  nl: list(
    'de het een en van ik je dat niet is op te zijn met voor er maar om aan dit die ook naar bij uit wat hoe wel mijn kan schrijf maak geef ' +
      'ons heb wil over als dan nog geen deze alle beter beste laatste nieuws vat samen verwijder leg draai vertaal vergelijk raad verbeter ' +
      'in de of door jouw zijn was worden wordt boek brief bestand bestanden tekst twee week',
  ),
  pl: list(
    'i w na z do nie się to jest że jak o po co ale czy dla od za są tak mnie mi ten ta przez przy oraz napisz zrób proszę kod który która jaka ' +
      'jaki napraw popraw usuń przetłumacz porównaj poleć mój moja',
  ),
  sv: list(
    'och att det som en ett är av för den på med inte jag om har men vi skriv gör till från kan du och i hur vad de den här min mitt alla ' +
      'ta bort fixa bästa senaste förklara över eller sig så var',
  ),
  da: list(
    'og at det en et den til er som på de med af for ikke der var et har om jeg du skriv lav hvordan hvad kan min mit alle slet forklar ' +
      'bedste seneste eller sig fra vi mig til altid tog ret gør',
  ),
  tr: list(
    've bir bu için ile da de ne çok daha gibi ama en mi bana yaz var olarak olan nasıl son iyi haberler özetle sil yap ben sen o şu her hep neden',
  ),
  id: list(
    'yang dan di ini itu untuk dengan dari tidak pada adalah ke saya akan buat tolong bagaimana anda atau buatkan dalam semua hapus apa ' +
      'tulis tentang jelaskan perbaiki terbaik terbaru lebih baik berita cara seorang sebuah bisa',
  ),
  ro: list(
    'și în de la cu nu pe un o este care sunt pentru din mai să ce cum scrie că al ale lui asta acest această meu mea cel cea bun bună două ' +
      'explică unui unei despre',
  ),
  ca: list(
    'el la els les de del dels que i en un una uns unes per amb és no el seu com més però aquest aquesta aquests fes escriu què quin quina ho hi ' +
      'al als meu meva millor millora nen nens nena surt cap dues tots totes sobre explica crea compara tradueix resumeix esborra o a són mai ' +
      'quan també fins on qui ser fer cotxes text llista llibre últimes notícies tren tard sempre',
  ),
  gl: list(
    'o a os as de do da dos das que e en un unha uns unhas por para con é se non seu súa como máis ao aos no na nos nas me meu miña este esta ' +
      'isto pero foi ser son hai xa ou cando moi sen sobre tamén ata onde quen desde ti el ela eu nós cal escribe crea fai explica mellora ' +
      'mellor código neno nena nenos dous dúas persoas fin semana ficheiros todos todas borra resume traduce adxunto cartafol inglés sempre tarde ' +
      'tren libro compara coches sae recoméndame últimas informe texto lingua traballo casa',
  ),
  fi: list(
    'ja on ei se että en hän mutta oli ole kun mitä tämä kirjoita niin jos voi tai kaikki on aina paras tee poista miten mikä siitä',
  ),
  cs: list(
    'a se v na je že s z do o to jak ale pro jako by po co napiš mi není jsem jsou jaké jaký všechny nejlepší můj moje tento smaž oprav přelož',
  ),
  hu: list(
    'a az és hogy nem is egy van ez meg de csak mint ha írj mi ki le össze egyik minden legjobb kérlek magyarázd fordítsd hogyan miért',
  ),
  /** Vietnamese and Chinese typed without their marks. */
  vi: list('toi ban la va cua khong cho mot nay hay viet giup duoc trong voi nhu the nao hon'),
  pinyin: list(
    'ni hao wo ta shi de ma bang xie yi ge qing zhe shen me yao xiang kan shuo hen qu bei jing zuo mai dao bu neng zai le men jie fan ' +
      'cheng ying wen zong xia dai jian ben shu tui zui dian nao you suo ji hua shan chu',
  ),
};

export const CYRILLIC_WORDS: Readonly<Record<string, readonly string[]>> = {
  ru: list(
    'и в не на я что с он она как это по но они мы вы ты у к из за от так же то бы для о об все всё его её их мне меня мой моя моё мои быть есть ' +
      'был была было нет да если или чем уже когда только ещё где кто какой какая какое какие почему сколько можно нужно надо чтобы при до после ' +
      'над под без между через про себя этот эта эти этого этой том сделай напиши создай исправь почини улучши объясни переведи удали найди составь ' +
      'придумай помоги посоветуй расскажи проверь сравни спланируй оптимизируй добавь покажи дай перескажи экспортируй лучше лучший последние ' +
      'новости код функцию функция текст письмо ошибка файл файлов список пожалуйста поезд книгу столица хочу опять кратко работает скрипт ресторан подарок телефоны план класс таблицу данными история короткую предложении слова пример вопрос ответ город работа проект язык жизнь время деньги здоровье привет спасибо расскажи рецепт упражнения урок школа страна',
  ),
  uk: list(
    'і в не на я що з він вона як це по але вони ми ви ти у до із за від так та для все його її їх мені мене мій моя бути є був була ні якщо ' +
      'або ніж вже коли тільки ще де хто який яка яке чому скільки можна треба щоб при після над під без між через про себе цей ця ці цього зроби ' +
      'напиши створи виправ покращ поясни переклади видали знайди допоможи порадь краще кращий найкращий останні новини код функцію текст лист ' +
      'листа список дитині ласка стисло книгу потяг знову запізнився перевернути порівняй сплануй',
  ),
  bg: list(
    'и в не на аз че с той тя как това по но те ние вие ти за от така ще да се са съм си е към със във който която което които защо колко може ' +
      'трябва при до след над под без между през този тази тези напиши направи създай поправи подобри обясни преведи изтрий намери състави помогни ' +
      'препоръчай най последни новини моля ми го я коя кой какво има няма списък всички файлове обобщи планирай сравни добре добрият дете книга ' +
      'влакът от папката морето текст дай идеи вечеря ми бавен кодът моят',
  ),
  sr: list(
    'и у не на да с он она како ово по али они ми ви ти за од тако ће се са сам си је ка који која које зашто колико може треба при до после над ' +
      'под без између кроз овај ова ове овом напиши направи уради исправи поправи побољшај објасни преведи обриши нађи помози препоручи вести молим ' +
      'га песму сажми све датотеке упореди увек воз најбоље боље мору касни листу испланирај викенд књигу текст главни град',
  ),
};
