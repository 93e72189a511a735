// Prints TAP: one line for each check, its problems below. The exit code is 0 only if no check has any.
let number = 0;
let failures = 0;

/** @param problems lines; none means that the check passed. A thrown error is a problem. */
export function check(title, problems) {
  number++;
  let lines;
  try {
    lines = [problems()].flat().filter(line => line);
  } catch (error) {
    lines = [error.stack];
  }

  console.log(`${lines.length === 0 ? 'ok' : 'not ok'} ${number} - ${title}`);
  if (lines.length > 0) failures++;
  for (const line of lines.flatMap(text => text.split('\n'))) console.log(`    ${line}`);
}

export function finish() {
  console.log(`1..${number}`);
  process.exitCode = failures === 0 && number > 0 ? 0 : 1;
}
