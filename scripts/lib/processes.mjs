// Tells a process from a later one that got its number.
import { readFileSync } from 'node:fs';

/** Whether the process that had this number at that time is the one that has it now. */
export function isSame(pid, start) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return startOf(pid) === start;
}

/** When a process began, as the system counts; an empty text where it does not tell. */
export function startOf(pid) {
  return statOf(pid)[19] ?? '';
}

/** Number of the process that started this one; an empty text where the system does not tell. */
export function parentOf(pid) {
  return statOf(pid)[1] ?? '';
}

/** The fields of Linux's `/proc/<pid>/stat` after the name, which stands in brackets and may hold blanks. */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
