/** The long form of the kill loop: `npm run soak:kill`, or with another number of cycles after it. Exits 1 when a promise was broken. */
import { killLoop } from './kill-loop.ts';

const cycles = Number(process.argv[2] ?? 200);
const { faults, figures, evidence } = await killLoop(cycles, (line) => console.error(line));
console.table(figures);
for (const fault of faults.slice(0, 50)) console.error(fault);
if (faults.length > 0) console.error(`${faults.length} faults. Home and history are kept in ${evidence}.`);
process.exit(faults.length > 0 ? 1 : 0);
