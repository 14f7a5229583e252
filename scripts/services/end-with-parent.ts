/**
 * Loaded before a part that `npm start` runs: its standard input is a line to the
 * parent. When the parent is gone, even by `kill -9`, the line breaks and the part ends itself in order.
 */
process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => undefined);
process.stdin.resume();
// Waiting for that must not keep a part alive that has finished
(process.stdin as NodeJS.ReadStream & { unref?: () => void }).unref?.();
