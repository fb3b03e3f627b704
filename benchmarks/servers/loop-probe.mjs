// Loaded into a server before its own code: how long its event loop was held in one go. A timer of 1 ms looks at three
// clocks: the time of day, the CPU time of the thread, and (Linux) the time in which the thread could have run but another
// one did, which is the scheduler's doing. SIGUSR2 prints what was longest as a line on standard error and begins anew.
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const file = `/proc/self/task/${process.pid}/schedstat`;
  const waitedMs = () => {
    try {
      return Number(readFileSync(file, 'latin1').split(' ')[1]) / 1e6;
    } catch {
      return 0;
    }
  };
  const read = () => {
    const { user, system } = process.threadCpuUsage();
    return { cpuMs: (user + system) / 1000, wallMs: performance.now(), waitedMs: waitedMs() };
  };
  const none = { cpuMs: 0, ownMs: 0, wallMs: 0 };
  let longest = none;
  let last = read();
  setInterval(() => {
    const now = read();
    const wallMs = now.wallMs - last.wallMs;
    longest = {
      cpuMs: Math.max(longest.cpuMs, now.cpuMs - last.cpuMs),
      // Computing and waiting for the disk.
      ownMs: Math.max(longest.ownMs, wallMs - (now.waitedMs - last.waitedMs)),
      wallMs: Math.max(longest.wallMs, wallMs),
    };
    last = now;
  }, 1).unref();
  process.on('SIGUSR2', () => {
    process.stderr.write(`${JSON.stringify({ loop: longest })}\n`);
    longest = none;
  });
}
