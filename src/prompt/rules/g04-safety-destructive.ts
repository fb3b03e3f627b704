import { OPENING } from '../opening.ts';
import { inLanguages, words } from '../pattern.ts';
import { ALL_TARGETS, ALL_TASKS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 3_000;
const THINGS =
  '(?:files?|folders?|director(?:y|ies)|records?|rows?|tables?|databases?|columns?|branch(?:es)?|tags?|commits?|history|users?|accounts?|buckets?|volumes?|containers?|images?|backups?|logs?|data|caches?|entries|documents?|migrations?|resources?|clusters?|namespaces?|servers?|instances?|snapshots?|repositor(?:y|ies))';
const DESTROY = inLanguages(
  words(
    `(?:delete|drop|remove|wipe|purge|erase|destroy|clear out|truncate) (?:[\\p{L}-]+ ){0,4}${THINGS}`,
    'truncate (?:the )?table',
    'reset --hard',
    'hard reset',
    'force[- ]push',
    'push --force',
    'push -f',
    'rm -rf?',
    'git clean',
    'rewrite (?:the )?(?:git )?history',
    `(?:mass|bulk)[- ](?:rename|delete|update)|rename (?:all|every) (?:[\\p{L}-]+ ){0,3}files`,
  ),
  {
    es: '(?:borra|borrar|elimina|eliminar|suprime|vacía|limpia) (?:[\\p{L}-]+ ){0,4}(?:archivos?|ficheros?|carpetas?|registros|tablas?|filas|columnas?|ramas?|usuarios|cuentas|datos|base de datos|copias|logs?|historial)',
    fr: '(?:supprime|efface|vide|purge)[rz]? (?:[\\p{L}-]+ ){0,4}(?:fichiers?|dossiers?|enregistrements|tables?|lignes|colonnes?|branches?|utilisateurs|comptes|données|base de données|sauvegardes|journaux|logs?|historique)',
    de: '(?:lösch(?:e|en)?|entfern(?:e|en)?|leere?) (?:[\\p{L}-]+ ){0,4}(?:dateien|ordner|verzeichnisse?|datensätze|tabellen?|zeilen|spalten?|branches?|zweige|benutzer|konten|daten|datenbank|backups?|logs?|protokolle|verlauf)|(?:dateien|ordner|tabellen?|datensätze|daten|datenbank|logs?) löschen',
    pt: '(?:apag(?:ue|ar)|exclu(?:a|ir)|delet(?:e|ar)|remov(?:a|er)|limpe) (?:[\\p{L}-]+ ){0,4}(?:arquivos?|pastas?|registros|tabelas?|linhas|colunas?|branches?|usuários|contas|dados|banco de dados|backups?|logs?|histórico)',
    ru: '(?:удали|сотри|очисти|снеси)(?:те|ть)? (?:[\\p{L}-]+ ){0,4}(?:файлы|папк[иу]|каталог\\p{L}?|записи|таблиц[уы]|строки|столбцы|ветк[иу]|пользователей|аккаунты|данные|баз[уы]|резервные копии|логи|истори[юи])',
    zh: '删除(?:.{0,12}(?:里|中|下)的?)?(?:所有|全部|旧|这些|过期)?的?(?:日志|备份|旧)?(?:文件夹?|数据库?|数据表|表|记录|分支|用户|账号|日志|目录|备份)|删掉(?:所有|全部)|清空|清除所有|强制推送|删库',
    ja: '(?:ファイル|データ|データベース|テーブル|レコード|ブランチ|ユーザー|アカウント|ログ|フォルダ|ディレクトリ|バックアップ)を?(?:すべて|全て|全部)?(?:を)?(?:削除|消去|消し)|強制プッシュ',
    ko: '(?:파일|데이터|데이터베이스|테이블|레코드|브랜치|사용자|계정|로그|폴더|디렉터리|백업)(?:들)?(?:을|를)? ?(?:모두 |전부 |다 )?(?:삭제|지워|비워)|강제 푸시',
  },
);
const GUARDED = inLanguages(
  words(
    'confirm\\p{L}*|dry[- ]run|ask (?:me )?(?:first|before)|before (?:you )?(?:delet|drop|remov)\\p{L}*|wait for|approval|approve|preview|back ?up first|undo\\p{L}*|undone|soft[- ]delete|unused (?:[\\p{L}-]+ ){0,2}(?:code|imports?|variables?|exports?|dependenc\\p{L}+|packages?|css|styles?|types?|props|files?)|dead code|endpoint|feature|button|function|method|test',
  ),
  {
    es: 'confirm\\p{L}*|simulacro|simula|antes de (?:borrar|eliminar)|pregunta(?:me)?|pregúntame|copia de seguridad|vista previa|sin usar|botón|función|método',
    fr: "confirm\\p{L}*|simulation|à blanc|avant de (?:supprimer|effacer)|demande-moi|sauvegarde d[’']abord|aperçu|inutilisée?s?|bouton|fonction|méthode",
    de: 'bestätig\\p{L}*|probelauf|trockenlauf|bevor du|vor dem löschen|frag\\p{L}*|sicherungskopie|vorschau|ungenutzte\\p{L}?|schaltfläche|funktion|methode',
    pt: 'confirm\\p{L}*|simula\\p{L}*|antes de (?:apagar|excluir)|pergunte|faça backup|prévia|não usad\\p{L}+|botão|função|método',
    ru: 'подтверд\\p{L}*|подтвержд\\p{L}*|пробный запуск|перед удалением|спроси\\p{L}*|резервную копию|предпросмотр|неиспользуем\\p{L}+|кнопк\\p{L}+|функци\\p{L}+|метод\\p{L}*',
    zh: '确认|试运行|先备份|预览|询问|按钮|函数|接口|未使用|没用',
    ja: '確認|ドライラン|バックアップを取|プレビュー|ボタン|関数|メソッド|未使用',
    ko: '확인|드라이런|백업(?:을 먼저|한 뒤)|미리 ?보기|버튼|함수|메서드|사용하지 않는',
  },
);

const DESTROY_FIRST = inLanguages(
  /^[\s"'“]*(?:please |then |now |go ahead and |can you |could you ){0,3}(?:delete|drop|remove|wipe|purge|erase|destroy|truncate|force[- ]push|hard reset|run git|git )/iu,
  {
    es: `${OPENING.es}(?:borra|borrar|elimina|eliminar|suprime|vacía|limpia)`,
    fr: `${OPENING.fr}(?:supprime|efface|vide|purge)[rz]?`,
    de: `${OPENING.de}(?:lösche?|entferne?|leere?)`,
    pt: `${OPENING.pt}(?:apague|apagar|exclua|excluir|delete|deletar|remova|remover|limpe)`,
    ru: `${OPENING.ru}(?:удали|сотри|очисти|снеси)(?:те|ть)?`,
    zh: `${OPENING.zh}(?:(?:把|将).{1,20})?(?:删除|删掉|清空|清除)`,
    ja: '(?:削除|消去)して(?:ください)?[。！!]?\\s*$|消して(?:ください)?[。！!]?\\s*$',
    ko: '(?:삭제|비워|지워).{0,6}(?:줘|주세요|라)[.!]?\\s*$',
  },
);

export const g04: Rule = {
  id: 'G04',
  name: 'safety.destructive',
  kind: 'append',
  targets: ALL_TARGETS,
  tasks: ALL_TASKS,
  summary: 'Has an agent show what is affected, and wait, before a step that cannot be undone.',
  when: 'An agent is told to delete, drop, reset, force-push or rename in bulk.',
  whenNot: 'A dry run or a confirmation is asked for already; the prompt reports a bug or asks for code that deletes.',
  evidence:
    'An agent deleted a production database during a code freeze (SaaStr on Replit, 2025-07-18: failureindex.ai/failures/replit-ai-deleted-production-database); OWASP Top 10 for LLM Applications 2025, LLM06 Excessive Agency (published late in 2024).',
  revision: 3,
  append: (reading, { lines }) => {
    if (!reading.agent) return undefined;
    const { instruction, task, prose, language } = reading;
    // An issue that mentions a deletion orders none; a request that opens with one does.
    if ((task === 'bug-fix' || prose.length > MAX_PROSE_CHARS) && !DESTROY_FIRST(language).test(instruction))
      return undefined;
    if (!DESTROY(language).test(instruction)) return undefined;
    if (GUARDED(language).test(instruction) || reading.prompt.includes(lines.G04)) return undefined;
    return { line: lines.G04, reason: 'A step that cannot be undone deserves a look before it is taken.' };
  },
};
