// Reads jobs from standard input and prints what the web editor's format makes of each.
// A job: {source, shape, changes: [[path, value]]}, and the file is read, changed at those paths and written.
import { pathToFileURL } from "node:url";

const { read, write } = await import(pathToFileURL(process.argv[2]));
let input = "";
for await (const chunk of process.stdin) input += chunk;

function put(values, path, value) {
  const last = path.at(-1);
  const owner = path.slice(0, -1).reduce((inner, part) => (inner[part] ??= {}), values);
  if (value === null) Array.isArray(owner) ? owner.splice(last, 1) : delete owner[last];
  else owner[last] = value;
}

const answers = JSON.parse(input).map(({ source, shape, changes }) => {
  try {
    const values = source ? read(source, shape) : {};
    for (const [path, value] of changes) put(values, path, value);
    const text = write(values, shape, source);
    return { text, values, again: read(text, shape) };
  } catch (error) {
    return { error: error.message };
  }
});
process.stdout.write(JSON.stringify(answers));
