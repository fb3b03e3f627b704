/** The words in which requests are made, in languages other than English. */
import { OPENING } from './opening.ts';
import type { WordLists } from './pattern.ts';

export const ROLE: WordLists = {
  es: `${OPENING.es}(?:actúa|actua|eres|imagina que eres|actúes|asume el (?:papel|rol)|tu (?:tarea|papel|rol) es)`,
  fr: `${OPENING.fr}(?:agis|agissez|tu es|vous êtes|imagine que tu|joue le rôle|jouez le rôle|que tu agisses|ton rôle est)`,
  de: `${OPENING.de}(?:du bist|sie sind|handle als|handeln sie als|agiere als|stell dir vor, du|übernimm die rolle|dass du als|deine (?:rolle|aufgabe) ist)`,
  pt: `${OPENING.pt}(?:aja|atue|atua|você é|és um|finja|assuma o papel|que você (?:atue|aja)|seu papel é)`,
  ru: `${OPENING.ru}(?:(?:ты|вы)(?: -|,| —| –| \\p{L}+ист)|чтобы ты (?:был|выступ|действовал)\\p{L}*|представь, что ты|действуй как|выступи в роли|твоя роль|роль:)`,
  zh: '^[\\s"“#*]*(?:(?:(?:我(?:想|要|希望)(?:让|请|要求)?|请|现在|让)你?(?:能够?|可以|来)?)?(?:现在)?(?:担任|扮演|充当|作为一|做一个|做一名|当一个|假定自己是|假设你是|假装你|你是一|你将(?:扮演|担任)|你现在是))',
  ja: '^[\\s"「#*]*(?:あなたは|君は|(?:.{1,20})として振る舞|(?:.{1,20})の役を)',
  ko: '^[\\s"#*]*(?:당신은|너는|넌 |(?:.{1,20})(?:처럼|로서) 행동)',
};

export const CODE_NOUN: WordLists = {
  es: 'códigos?|funci(?:ón|ones)|programas?|clases?|aplicaci(?:ón|ones)|guion|consulta sql|página web|sitio web|páginas? de (?:inicio|login)|módulos?|componentes?|pruebas unitarias|algoritmos?|botón|formulario|api|endpoint',
  fr: 'code|fonctions?|programmes? (?:qui|en|python|java\\p{L}*)|classes?|applications?|scripts?|requête sql|page web|site web|page de connexion|modules?|composants?|tests unitaires|algorithmes?|bouton|formulaire|api|bogues?',
  de: 'code|funktion(?:en)?|\\p{L}+-funktion|programme?|klassen?|skripte?|anwendung|sql-abfrage|webseite|anmeldeseite|loginseite|module?|komponenten?|unit-tests?|algorithmus|schaltfläche|formular|api|quelltext',
  pt: 'códigos?|fun(?:ção|ções)|programas?|classes?|aplicativos?|aplicaç(?:ão|ões)|scripts?|consulta sql|página web|site|página de login|módulos?|componentes?|testes unitários|algoritmos?|botão|formulário|api',
  ru: 'функци\\p{L}*|код\\p{L}{0,2}|скрипт\\p{L}*|программ[ауые]\\p{L}*|класс\\p{L}{0,2}|метод\\p{L}{0,2}|запрос sql|sql-запрос|сайт\\p{L}{0,2}|страниц[ауые] входа|приложени\\p{L}{1,2}|модул\\p{L}{1,2}|компонент\\p{L}{0,2}|алгоритм\\p{L}{0,2}|бот\\p{L}{0,2}|кнопк\\p{L}{1,2}|api',
  zh: '函数|代码|脚本|程序|网站|网页|接口|正则|组件|模块|页面|(?<![一-鿿])类|这个类|应用程序|小程序|爬虫|单元测试|按钮|sql|api|app',
  ja: '関数|コード|スクリプト|プログラム(?!ミング教)|クラス|アプリ|ウェブサイト|webサイト|ログイン画面|モジュール|コンポーネント|アルゴリズム|単体テスト|ボタン|sql|api',
  ko: '함수|코드|스크립트|프로그램|클래스|앱(?![가-힣]{2})|웹사이트|로그인 ?페이지|모듈|컴포넌트|알고리즘|단위 테스트|버튼|sql|api',
};

export const BUG: WordLists = {
  es: 'no funciona|no va|falla(?:n|ba)?|se cuelga|se cierra|da (?:un )?error|lanza (?:un )?error|mensaje de error|(?:el|un|este|los) errores?|bug',
  fr: "ne (?:fonctionne|marche) (?:pas|plus)|marche pas|fonctionne pas|plante|bogues?|bug|se bloque|message d[’']erreur|(?:une|cette|l[’'])erreurs?",
  de: 'funktioniert nicht|geht nicht|stürzt (?:\\p{L}+ )?ab|abstürzt|hängt|fehlermeldung|wirft (?:einen )?fehler|(?:den|einen|der|diesen) (?:fehler|bug)|bug',
  pt: 'não (?:está funcionando|funciona)|quebrad[oa]|quebra|trava|falha(?:ndo)?|(?:dá|lança) (?:um )?erro|mensagem de erro|(?:o|um|esse|este) erro|bug',
  ru: 'не работает|не запускается|пада(?:ет|ют)|вылетает|зависает|ошибк[аиу]|баг\\p{L}{0,2}|сломал\\p{L}{1,2}',
  zh: '报错|出错|报告错误|不工作|不能用|用不了|崩溃|闪退|卡死|(?:这个|修复|有个|一个)(?:错误|bug)|bug|异常退出',
  ja: '動かない|動きません|動作しない|エラー(?!処理|ハンドリング)|バグ|落ちる|落ちます|クラッシュ|固まる|不具合',
  ko: '작동하지|작동 ?안|안 ?돼|오류|에러(?! 처리)|버그|멈춰|멈춥|튕겨|죽어',
};

export const FIX: WordLists = {
  es: `${OPENING.es}(?:arregla|arregle|arréglalo|corrige|corrija|corregir|arreglar|repara|depura|soluciona|resuelve (?:el|este) (?:error|problema|bug))`,
  fr: `${OPENING.fr}(?:répare[rz]?|corrige[rz]?|débogue[rz]?|dépanne|résous (?:le|ce) (?:problème|bogue|bug))`,
  de: `${OPENING.de}(?:behebe?n?|repariere?n?|korrigiere?n?|debugge?|löse (?:den|das|diesen|dieses) (?:fehler|problem))`,
  pt: `${OPENING.pt}(?:conserte|consertar|corrija|corrigir|arrume|depure|resolva (?:o|este|esse) (?:erro|problema|bug))`,
  ru: `${OPENING.ru}(?:исправь|исправить|почини|починить|отладь|устрани|поправь|реши (?:проблему|ошибку))(?:те)?`,
  zh: `${OPENING.zh}(?:修复|修一下|修正|修好|调试|解决(?:这个|一下)?(?:bug|错误|问题|报错))`,
  ja: '(?:直|なお)して|修正して|デバッグして|修復して',
  ko: '고쳐|수정해 ?(?:줘|주세요)|디버깅해|버그를 잡아',
};

export const REFACTOR: WordLists = {
  es: 'refactori[zc]\\p{L}*|reestructura\\p{L}*|migra(?:r)?|moderniza(?:r)?|(?:optimiza|simplifica|limpia|mejora) (?:este|esta|el|la|mi|nuestro|nuestra) (?:código|función|clase|módulo|script|programa|consulta)',
  fr: 'refactoris\\p{L}*|restructure[rz]?|migre[rz]?|modernise[rz]?|(?:optimise|simplifie|nettoie|améliore) (?:ce|cette|le|la|mon|ma|notre) (?:code|fonction|classe|module|script|programme|requête)',
  de: 'refaktor\\p{L}*|refactor\\p{L}*|strukturier\\p{L}* .{1,40} um|migriere?n?|modernisiere?n?|(?:optimiere|vereinfache|verbessere|bereinige) (?:diesen?|diese|den|die|das|meinen?|meine|unseren?) (?:code|funktion|klasse|modul|skript|programm|abfrage)',
  pt: 'refator\\p{L}*|reestrutur\\p{L}*|migre|migrar|moderniz\\p{L}+|(?:otimize|simplifique|limpe|melhore) (?:este|esta|esse|essa|o|a|meu|minha|nosso|nossa) (?:código|função|classe|módulo|script|programa|consulta)',
  ru: 'рефактор\\p{L}*|отрефактор\\p{L}*|реструктурируй|мигрируй|(?:оптимизируй|упрости|улучши|почисти) (?:этот|эту|мой|мою|наш|нашу) (?:код|функцию|класс|модуль|скрипт|программу|запрос)',
  zh: '重构|迁移(?:到|至)|优化(?:一下)?(?:我的|这个|这段|我们的|该)(?:代码|函数|脚本|程序|类|模块|查询|sql)|简化(?:这个|这段|我的)(?:代码|函数|类)',
  ja: 'リファクタ|移行して|(?:コード|関数|クラス|スクリプト|クエリ)を(?:最適化|改善|整理|簡潔に)',
  ko: '리팩|마이그레이션|(?:코드|함수|클래스|스크립트|쿼리)(?:를|을) (?:최적화|개선|정리|단순화)',
};

export const MAKE_CODE: WordLists = {
  es: 'escrib[ae]|escribir|crea|crear|implementa|haz|hazme|programa|desarrolla|genera|añade|agrega|necesito|quiero',
  fr: "écri[st]|écrire|écrivez|crée|créer|implémente|développe|génère|ajoute|fais|programme|j[’']ai besoin",
  de: 'schreibe?n?|erstelle?n?|implementiere?n?|programmiere?n?|entwickle|baue?|generiere|füge|brauche|mach',
  pt: 'escreva|escrever|crie|criar|implemente|faça|desenvolva|gere|adicione|programe|preciso|quero',
  ru: 'напиши\\p{L}*|создай\\p{L}*|реализуй\\p{L}*|сделай\\p{L}*|разработай\\p{L}*|сгенерируй|добавь|запрограммируй|нужен|нужна',
  zh: '写|实现|编写|生成|开发|制作|创建|做一个|添加|需要',
  ja: '書い|作っ|作成|実装|開発|生成|追加',
  ko: '작성|만들|구현|짜 ?줘|개발|생성|추가',
};

export const ORDER: WordLists = {
  es: `${OPENING.es}(?:agrega|añade|actualiza|elimina|borra|mueve|ejecuta|crea|escribe|implementa|cambia|configura|instala|usa|reemplaza|extrae|documenta|activa|desactiva|vacía|limpia|despliega|genera|mejora|acelera|renombra|haz)`,
  fr: `${OPENING.fr}(?:ajoute|mets à jour|supprime|efface|déplace|exécute|lance|crée|écris|implémente|change|modifie|configure|installe|utilise|remplace|extrais|documente|active|désactive|vide|nettoie|déploie|génère|améliore|accélère|renomme|fais)[rz]?`,
  de: `${OPENING.de}(?:füge|ergänze|aktualisiere|lösche?|entferne|verschiebe|führe|erstelle|schreibe?|implementiere|ändere|setze|konfiguriere|installiere|verwende|nutze|ersetze|extrahiere|dokumentiere|aktiviere|deaktiviere|leere|bereinige|deploye|generiere|baue|verbessere|beschleunige|benenne|mache?)`,
  pt: `${OPENING.pt}(?:adicione|atualize|apague|exclua|remova|delete|mova|execute|rode|crie|escreva|implemente|mude|altere|configure|instale|use|substitua|extraia|documente|ative|desative|limpe|implante|gere|melhore|acelere|renomeie|faça)`,
  ru: `${OPENING.ru}(?:добавь|обнови|удали|сотри|перемести|запусти|создай|напиши|реализуй|измени|поменяй|настрой|установи|используй|замени|извлеки|задокументируй|включи|отключи|очисти|разверни|сгенерируй|улучши|ускорь|переименуй|сделай)(?:те)?`,
  zh: `${OPENING.zh}(?:添加|增加|新增|加上|更新|删除|清空|移动|运行|执行|创建|编写|写|实现|修改|更改|设置|配置|安装|使用|替换|提取|启用|禁用|部署|生成|支持|重命名|把|将|给)`,
  ja: '(?:追加|更新|削除|移動|実行|作成|実装|変更|設定|インストール|置換|抽出|有効化|無効化|デプロイ|生成|対応|改名)(?:して|する)|(?:消|書い|作っ|変え)て',
  ko: '(?:추가|업데이트|삭제|이동|실행|생성|작성|구현|변경|수정|설정|설치|교체|추출|활성화|비활성화|배포|지원)(?:해|하)|(?:지워|비워|만들어|바꿔|써) ?(?:줘|주세요)',
};

export const QUESTION: WordLists = {
  es: `${OPENING.es}(?:qué|cómo|cuál(?:es)?|quién(?:es)?|cuándo|dónde|por qué|cuánt[oa]s?)`,
  fr: `${OPENING.fr}(?:quels?|quelles?|qui|que|pourquoi|comment|quand|où|combien|est-ce|qu[’']est)`,
  de: `${OPENING.de}(?:was|wie|wer|wann|wo|warum|wieso|weshalb|welche[rsnm]?|wieviel|worin)`,
  pt: `${OPENING.pt}(?:qual|quais|quem|o que|quando|onde|por que|como|quant[oa]s?)`,
  ru: `${OPENING.ru}(?:что|как|почему|зачем|кто|когда|где|какой|какая|какое|какие|сколько|чем|в ч[её]м)`,
  zh: '什么|如何|为什么|怎么|怎样|吗|哪[里个些]|几|多少|谁',
  ja: '何で|なぜ|ですか|ますか|どこ|どう|いつ|誰|いくつ|どれ',
  ko: '무엇|어떻게|왜|인가|나요|까요|어디|언제|누구|몇',
};

/** By task, for languages that put the verb near the start. */
export const ASKS: Readonly<Record<string, WordLists>> = {
  transform: {
    es: 'traduce|traducir|traduzca|resume|resumir|resuma|reescrib\\p{L}+|parafrasea|convierte|convertir|extrae|extraer|acorta|clasifica|exporta|exportar|corrige|transcribe',
    fr: 'tradui[st]|traduire|traduisez|résume[rz]?|reformule[rz]?|réécri\\p{L}+|converti[st]|convertir|extrais|extraire|raccourci[st]|classe|exporte[rz]?|corrige[rz]?|transcri[st]',
    de: 'übersetze?n?|fasse?|zusammenfassen|formuliere?n?|schreibe? .{1,40} um|konvertiere?n?|wandle|rechne|extrahiere?n?|kürze?n?|klassifiziere|exportiere?n?|korrigiere?n?|transkribiere',
    pt: 'traduza|traduzir|resuma|resumir|reescreva|reescrever|parafraseie|converta|converter|extraia|extrair|encurte|classifique|exporte|exportar|corrija|transcreva',
    ru: 'переведи\\p{L}*|перевести|перепиши\\p{L}*|сократи\\p{L}*|перефразируй|перескажи\\p{L}*|резюмируй|конвертируй|преобразуй|извлеки|классифицируй|экспортируй\\p{L}*|исправь',
  },
  recommend: {
    es: 'recomienda\\p{L}*|recomiénda\\p{L}*|recomendar|sugiere|sugiéreme|sugerir|aconseja\\p{L}*|mejor(?:es)?|qué \\p{L}+ (?:comprar|elegir)',
    fr: 'recommande[rz]?|suggère|suggérez|propose|proposez|conseille[rz]?|meilleure?s?|quel\\p{L}* \\p{L}+ (?:acheter|choisir)',
    de: 'empfiehl|empfehl\\p{L}*|schlage?|vorschlagen|rate|beste[nrms]?|welche[nrs]? \\p{L}+ (?:soll|kaufen)',
    pt: 'recomend\\p{L}+|sugira|sugerir|sugestões|aconselhe|indique|melhor(?:es)?|qual \\p{L}+ (?:comprar|escolher)',
    ru: 'посоветуй\\p{L}*|порекомендуй\\p{L}*|предложи\\p{L}*|подскажи\\p{L}*|подбери\\p{L}*|лучш(?:ий|ая|ее|ие|их|ую)|какой \\p{L}+ (?:купить|выбрать)',
  },
  plan: {
    es: 'planea|planear|planifica|planificar|itinerario|organiza|organizar|plan|programa(?:r)? (?:un|una|el|la|mi)|rutina|horario|dieta|presupuesto|viaje',
    fr: 'planifie[rz]?|organise[rz]?|itinéraire|plan|programme|emploi du temps|régime|budget|voyage',
    de: 'plane|planen|plan|organisiere?n?|reiseplan|\\p{L}+plan|zeitplan|reiseroute|diät|budget|reise',
    pt: 'planeje|planejar|roteiro|organize|organizar|plano|programe|rotina|cronograma|dieta|orçamento|viagem',
    ru: 'спланируй\\p{L}*|запланируй|составь план|план|распиши|организуй|маршрут|расписание|бюджет|поездк\\p{L}+',
  },
  research: {
    es: 'investiga|investigar|busca|buscar|encuentra|analiza|analizar|compara|comparar|identifica|enumera|lista|recopila|noticias',
    fr: 'recherche[rz]?|cherche[rz]?|trouve[rz]?|analyse[rz]?|compare[rz]?|identifie[rz]?|énumère|liste[rz]?|recense|actualités',
    de: 'recherchiere?n?|suche?n?|finde?n?|analysiere?n?|vergleiche?n?|identifiziere|liste|zähle|nenne|nachrichten',
    pt: 'pesquise|pesquisar|busque|buscar|encontre|analise|analisar|compare|comparar|identifique|liste|listar|enumere|notícias',
    ru: 'найди\\p{L}*|исследуй|проанализируй\\p{L}*|сравни\\p{L}*|определи|перечисли\\p{L}*|собери|новост\\p{L}+',
  },
  explain: {
    es: 'explica|explicar|explícame|explique|describe|describir|enseña\\p{L}*|aprender|háblame|cuéntame|define',
    fr: 'explique[rz]?|décri[st]|décrire|apprends|apprendre|enseigne[rz]?|parle-moi|définis',
    de: 'erkläre?n?|erklär|beschreibe?n?|zeig mir|lehre?|lernen|erzähl|definiere',
    pt: 'explique|explicar|descreva|descrever|ensine|ensinar|aprender|fale|conte|defina',
    ru: 'объясни\\p{L}*|опиши\\p{L}*|расскажи\\p{L}*|научи\\p{L}*|поясни\\p{L}*|дай определение',
  },
  write: {
    es: 'escribe|escribir|escriba|redacta|redactar|crea|crear|genera|generar|inventa|haz|hazme|dame|compón|prepara',
    fr: 'écri[st]|écrire|écrivez|rédige[rz]?|crée[rz]?|génère|invente|fais|fais-moi|donne-moi|compose|prépare',
    de: 'schreibe?n?|schreib|verfasse?n?|erstelle?n?|generiere|entwirf|erfinde|mach|mache|gib|dichte|bereite',
    pt: 'escreva|escrever|redija|redigir|crie|criar|gere|gerar|invente|faça|fazer|dê|componha|prepare',
    ru: 'напиши\\p{L}*|сочини\\p{L}*|создай\\p{L}*|придумай\\p{L}*|составь\\p{L}*|сделай\\p{L}*|сгенерируй|дай|подготовь',
  },
};

/** The same for languages that put it at the end, or that do not separate words. */
export const WIDE_ASKS: Readonly<Record<string, string>> = {
  transform:
    '翻译|翻譯|译成|总结|總結|改写|改寫|润色|潤色|概括|提取|转换|轉換|缩写|扩写|导出|翻訳|訳して|要約|書き換え|書き直|変換|出力して|抽出|번역|요약|고쳐 써|변환|내보내|추출',
  recommend: '推荐|推薦|建议|建議|最好的|最佳|哪款|おすすめ|お勧め|提案して|一番いい|ベスト|추천|최고의|가장 좋은',
  plan: '计划|計劃|规划|規劃|安排|行程|攻略|計画|プラン|スケジュール|旅程|계획|일정',
  explain: '解释|解釋|说明|說明|介绍|介紹|讲解|讲讲|教我|説明|教えて|解説|紹介|설명|알려|소개',
  research:
    '调查|調查|研究|查找|分析|比较|比較|对比|搜索|列出|新闻|調べ|調査|比べ|ニュース|一覧|분석|조사|비교|찾아|나열|뉴스',
  write: '写|寫|创作|創作|撰写|生成|设计|設計|制作|编一|做一?个|書い|作成|作って|써줘|써 줘|써 주|작성|만들어|지어',
};
