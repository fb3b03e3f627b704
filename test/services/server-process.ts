import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { type Account, run } from './machine.ts';

/**
 * Ends the server and removes its folder when standard input closes without a word, that is, when the test runner is
 * gone, however it went.
 */
const WATCHDOG = `read -r word && exit
kill -s "$1" "$2" 2>/dev/null
i=0; while kill -0 "$2" 2>/dev/null && [ $i -lt 100 ]; do sleep 0.1; i=$((i+1)); done
kill -9 "$2" 2>/dev/null
rm -rf "$3" "$4"`;

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Working folder, private to the server. Removed with it if the runner dies. */
  readonly folder: string;
  /** Another folder to remove if the runner dies. */
  readonly temporaryFolder?: string;
  readonly logFile: string;
  readonly account: Account | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the server at once. */
  readonly crashSignal: 'SIGQUIT' | 'SIGKILL';
}

/** A server in a session of its own: Ctrl-C at the terminal reaches the test runner only. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #watchdog: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #command: ServerCommand;

  constructor(command: ServerCommand) {
    this.#command = command;
    const log = openSync(command.logFile, 'a', 0o600);
    this.#child = spawn(command.program, command.args, {
      cwd: command.folder,
      env: { ...process.env, ...command.env },
      ...command.account,
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#ended = Promise.race([once(this.#child, 'exit'), once(this.#child, 'error')]).catch(() => {});
    this.#child.unref();
    const signal = command.crashSignal.slice('SIG'.length);
    const { folder, temporaryFolder = folder } = command;
    const values = [signal, String(this.#child.pid), folder, temporaryFolder];
    this.#watchdog = spawn('sh', ['-c', WATCHDOG, 'watchdog', ...values], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#watchdog.unref();
    this.#watchdog.stdin?.on('error', () => {});
  }

  /** Resolves when `isReady` does with true; rejects, with the server's log, when the server ends or takes over 2 min. */
  async whenReady(isReady: () => Promise<boolean>): Promise<void> {
    let hasEnded = false;
    void this.#ended.then(() => (hasEnded = true));
    for (const deadlineMs = Date.now() + 120_000; !(await isReady());) {
      if (hasEnded || Date.now() > deadlineMs) {
        throw new Error(`${this.#command.program} did not start:\n${readFileSync(this.#command.logFile, 'utf8')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends the signal to the server and to every process that it has started, each of which may lead a group of its own. */
  async signalTree(signal: NodeJS.Signals): Promise<void> {
    const lines = (await run('ps', ['-A', '-o', 'pid=,ppid='])).trim().split('\n');
    const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
    const children = processes.flatMap(([pid = 0, parent]) => (parent === this.#child.pid ? [pid] : []));
    // The parent first: it would start anew what it misses.
    for (const pid of [this.#child.pid ?? 0, ...children]) sendUnlessGone(pid, signal);
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    // The runner may end before its servers while it waits for nothing, but not in the middle of stopping one.
    this.#child.ref();
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#ended;
    this.#watchdog.stdin?.end('stopped\n');
  }

  /** SIGSTOP and SIGCONT leave its connections open and unanswered meanwhile. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  crash(): Promise<void> {
    return this.stop(this.#command.crashSignal);
  }
}

/** Children may end by themselves when their parent does. */
function sendUnlessGone(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
