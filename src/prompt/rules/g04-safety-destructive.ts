import { words } from '../pattern.ts';
import { ALL_TARGETS, ALL_TASKS } from '../rule-scope.ts';
import type { Rule } from '../rule.ts';

const MAX_PROSE_CHARS = 3_000;
const THINGS =
  '(?:files?|folders?|director(?:y|ies)|records?|rows?|tables?|databases?|columns?|branch(?:es)?|tags?|commits?|history|users?|accounts?|buckets?|volumes?|containers?|images?|backups?|logs?|data|caches?|entries|documents?|migrations?|resources?|clusters?|namespaces?|servers?|instances?|snapshots?|repositor(?:y|ies))';
const DESTROY = words(
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
  '(?:borra|elimina|suprime) (?:[\\p{L}-]+ ){0,3}(?:archivos|carpetas?|registros|tablas?|filas|ramas?|usuarios|datos|base de datos)',
  '(?:supprime|efface)[rz]? (?:[\\p{L}-]+ ){0,3}(?:fichiers|dossiers?|enregistrements|tables?|lignes|branches?|utilisateurs|données|base de données)',
  '(?:lösche?|entferne) (?:[\\p{L}-]+ ){0,3}(?:dateien|ordner|datensätze|tabellen?|zeilen|branches?|benutzer|daten|datenbank)',
  '(?:apague|exclua|delete) (?:[\\p{L}-]+ ){0,3}(?:arquivos|pastas?|registros|tabelas?|linhas|branches?|usuários|dados|banco de dados)',
  '(?:удали|сотри)(?:те)? (?:[\\p{L}-]+ ){0,3}(?:файлы|папк[иу]|записи|таблиц[уы]|строки|ветк[уи]|пользователей|данные|баз[уы])',
);
const DESTROY_CJK =
  /删除(?:所有|全部|旧|这些)?的?(?:文件|数据|表|记录|分支|用户|日志|数据库|目录)|清空|强制推送|(?:ファイル|データ|テーブル|レコード|ブランチ|ユーザー|ログ|フォルダ)を(?:すべて|全て)?削除|(?:파일|데이터|테이블|레코드|브랜치|사용자|로그|폴더)(?:을|를)? ?(?:모두 )?삭제/u;
const GUARDED = words(
  'confirm\\p{L}*|dry[- ]run|ask (?:me )?(?:first|before)|before (?:you )?(?:delet|drop|remov)\\p{L}*|wait for|approval|approve|preview|back ?up first|undo\\p{L}*|undone|soft[- ]delete|confirma\\p{L}*|confirmation|bestätig\\p{L}*|подтверд\\p{L}*|unused|dead code|endpoint|feature|button|function|method|test',
);
const GUARDED_CJK = /确认|確認|备份|확인|预览/u;

const DESTROY_FIRST =
  /^[\s"'“]*(?:please |then |now |go ahead and |can you |could you ){0,3}(?:delete|drop|remove|wipe|purge|erase|destroy|truncate|force[- ]push|hard reset|run git|git |borra|elimina|supprime|efface|lösche?|apague|exclua|удали|сотри|删除|清空|请删除)/iu;

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
    'Incidents of agents that deleted data without asking (public post-mortems, 2025); OWASP Top 10 for LLM Applications 2025, LLM06 Excessive Agency.',
  revision: 1,
  append: (reading, { lines }) => {
    if (!reading.agent) return undefined;
    const { instruction, task, prose } = reading;
    // An issue that mentions a deletion orders none; a request that opens with one does.
    if ((task === 'bug-fix' || prose.length > MAX_PROSE_CHARS) && !DESTROY_FIRST.test(instruction)) return undefined;
    if (!DESTROY.test(instruction) && !DESTROY_CJK.test(instruction)) return undefined;
    if (GUARDED.test(instruction) || GUARDED_CJK.test(instruction) || reading.prompt.includes(lines.G04))
      return undefined;
    return { line: lines.G04, reason: 'A step that cannot be undone deserves a look before it is taken.' };
  },
};
