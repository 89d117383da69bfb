// Records for a web editor: read as their fields mean them, written back so that what was not changed stays as it was.
//
// The web editor knows values alone. It would drop every comment, and take `version: 1.10` for a number. So this file
// hands it texts, keeps the file's own text beside them under a key of its own, and on saving puts into that text what
// was changed: comments, quotes, order and blank lines elsewhere stay the same bytes.
import { Document, isMap, isScalar, isSeq, parseDocument } from "./yaml/index.js";

const SOURCE = "forgebook_source";
const NOTHING = new Set(["", "~", "null", "Null", "NULL"]);
const TRUE = new Set(["true", "yes", "on"]);

/** Tell the web editor how files of each kind are read and written. `shapes` say what each field takes. */
export function register(cms, shapes) {
  for (const [kind, shape] of Object.entries(shapes)) {
    cms.registerCustomFormat(`forgebook-${kind}`, "yml", {
      fromFile: (text) => ({ ...read(text, shape), [SOURCE]: text }),
      toFile: ({ [SOURCE]: source, ...content }) => write(content, shape, source ?? ""),
    });
  }
}

/** The values of a file: texts, `true` and `false`, numbers, lists and mappings; short forms written out. */
export function read(text, shape) {
  return fieldsOf(parsed(text), shape);
}

/** The text of a file with these values: `source` with what differs put in. */
export function write(content, shape, source = "") {
  const values = cleaned(content, shape) ?? {};
  if (!source.trim()) return ended(printed(values));
  const doc = parsed(source);
  const before = fieldsOf(doc, shape);
  const edits = [];
  let added = "";
  for (const key of new Set([...Object.keys(before), ...Object.keys(values)])) {
    const inner = shape.fields?.[key];
    if (same(cleaned(before[key], inner), values[key])) continue;
    const pair = doc.contents.items.find((item) => item.key.value === key);
    if (!pair) added += ended(printed({ [key]: values[key] }));
    else edits.push(edited(source, pair, before[key], content[key], values[key], inner));
  }
  const changed = applied(source, edits);
  return added ? ended(changed.trimEnd()) + added : changed;
}

function parsed(text) {
  const doc = parseDocument(text, { schema: "failsafe", keepSourceTokens: true });
  if (doc.errors.length) throw new Error(doc.errors[0].message);
  if (!isMap(doc.contents)) throw new Error("This file holds a list of records. Edit it as text.");
  return doc;
}

function fieldsOf(doc, shape) {
  return plain(doc.contents, shape) ?? {};
}

function isNothing(node) {
  return !node || (isScalar(node) && (node.type === "PLAIN" || !node.type) && NOTHING.has(node.value ?? ""));
}

/** A node as a value, by what its field takes. */
function plain(node, shape = {}) {
  if (isNothing(node)) return undefined;
  if (shape.list) {
    const nodes = isSeq(node) ? node.items : [node];
    return nodes.map((item) => plain(item, shape.list)).filter((value) => value !== undefined);
  }
  if (isSeq(node)) return node.items.map((item) => plain(item) ?? "");
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [String(key.value), plain(value, shape.fields?.[key.value])]);
    const values = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    const long = shape.takes === "text" && Object.keys(values).length === 1 && "text" in values;
    return long ? values.text : values;
  }
  const value = scalar(String(node.value), shape);
  return shape.short ? { [shape.short]: scalar(value, shape.fields?.[shape.short]) } : value;
}

function scalar(text, shape = {}) {
  if (shape.takes === "flag") return TRUE.has(text.trim().toLowerCase());
  if (shape.takes === "number" && /^\s*[+-]?\d+\s*$/.test(text)) return Number(text);
  return shape.kind && text.startsWith(`${shape.kind}/`) ? text.slice(shape.kind.length + 1) : text;
}

/** A value as it is written: nothing empty, no flag that is not set, mappings short where they can be. */
function cleaned(value, shape = {}) {
  if (value === undefined || value === null || value === "" || value === false) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => cleaned(item, shape.list)).filter((item) => item !== undefined);
    return items.length ? items : undefined;
  }
  if (typeof value === "string") return value.replace(/\r\n?/g, "\n").trimEnd() || undefined;
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, item]) => [key, cleaned(item, shape.fields?.[key])]);
  const kept = Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  const keys = Object.keys(kept);
  if (!keys.length) return undefined;
  return shape.short && keys.length === 1 && keys[0] === shape.short ? kept[shape.short] : kept;
}

function same(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]));
}

/** Where the text changes for one field, and what stands there then. */
function edited(source, pair, before, after, value, shape) {
  const start = pair.key.range[0];
  const end = endOf(source, pair);
  if (value === undefined) return [start, afterLine(source, end), ""];
  if (isScalar(pair.value) && !isNothing(pair.value) && isShort(pair.value) && isShort(value)) {
    return [pair.value.range[0], pair.value.range[1], printed(merged(pair.value, before, after, value, shape))];
  }
  const flush = isSeq(pair.value) && source[pair.value.range[0] - 1] === "\n";
  const words = printed({ [pair.key.value]: merged(pair.value, before, after, value, shape) }, !flush);
  const remark = source.slice(end, afterLine(source, end)).trim(); // the node has it as well, and is printed with it
  if (!remark.startsWith("#") || !isScalar(pair.value)) return [start, end, words];
  return [start, end + source.slice(end).indexOf(remark) + remark.length, words];
}

/** Whether a value, or the text of a node, stands on the line of its key. */
function isShort(value) {
  if (isScalar(value)) return !String(value.type).startsWith("BLOCK");
  return typeof value !== "object" && !String(value).includes("\n");
}

function endOf(source, pair) {
  if (isNothing(pair.value)) return source.indexOf(":", pair.key.range[1]) + 1;
  return source.slice(0, pair.value.range[1]).trimEnd().length;
}

function afterLine(source, at) {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end + 1;
}

function applied(source, edits) {
  let text = source;
  for (const [start, end, words] of edits.sort((a, b) => b[0] - a[0])) {
    text = text.slice(0, start) + words + text.slice(end);
  }
  return text;
}

/** A node with a value put in. What is the same in both stays the same node, comments and all. */
function merged(node, before, after, value, shape = {}) {
  if (isNothing(node)) return value;
  if (isSeq(node) && Array.isArray(after) && shape.list) return mergedList(node, before, after, shape);
  if (isMap(node) && typeof value === "object" && !Array.isArray(value)) return mergedMap(node, before, after, value, shape);
  if (isScalar(node) && typeof value !== "object") return mergedScalar(node, String(value));
  const other = made(value);
  other.commentBefore = [node.commentBefore, node.comment].filter(Boolean).join("\n") || undefined;
  return other;
}

function mergedScalar(node, text) {
  node.value = text;
  node.source = undefined;
  const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  if (text.includes("\n")) Object.assign(node, { value: `${text}\n`, type: block ? node.type : "BLOCK_LITERAL" });
  else if (NOTHING.has(text)) node.type = "QUOTE_DOUBLE";
  else if (block) node.type = "PLAIN";
  return node;
}

function mergedMap(node, before, after, value, shape) {
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(value)])) {
    const inner = shape.fields?.[key];
    if (same(cleaned(before?.[key], inner), value[key])) continue;
    const pair = node.items.find((item) => item.key.value === key);
    if (value[key] === undefined) node.delete(key);
    else if (pair) pair.value = made(merged(pair.value, before[key], after[key], value[key], inner));
    else node.set(key, made(value[key]));
  }
  return node;
}

function mergedList(node, before, after, shape) {
  const old = before.map((item) => cleaned(item, shape.list));
  const now = after.filter((item) => cleaned(item, shape.list) !== undefined);
  const wanted = now.map((item) => cleaned(item, shape.list));
  let head = 0;
  while (head < old.length && head < wanted.length && same(old[head], wanted[head])) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < wanted.length - head && same(old.at(-1 - tail), wanted.at(-1 - tail))) tail += 1;
  const middle = wanted.slice(head, wanted.length - tail).map((value, index) => {
    const at = head + index;
    const known = at < old.length - tail && old.length === wanted.length;
    return made(known ? merged(node.items[at], before[at], now[at], value, shape.list) : value);
  });
  node.items = [...node.items.slice(0, head), ...middle, ...node.items.slice(node.items.length - tail)];
  return node;
}

function made(value) {
  return value !== null && typeof value === "object" && "range" in value ? value : node(value);
}

/** A node of a new value; texts that would be read as nothing are quoted, long ones stand as blocks. */
function node(value) {
  const doc = new Document(texts(value), { schema: "failsafe" });
  quoteNothings(doc.contents);
  return doc.contents;
}

function texts(value) {
  if (Array.isArray(value)) return value.map((item) => (isNode(item) ? item : texts(item)));
  if (value && typeof value === "object" && !isNode(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isNode(item) ? item : texts(item)]));
  }
  if (isNode(value)) return value;
  return String(value).includes("\n") ? `${value}\n` : String(value);
}

function isNode(value) {
  return isScalar(value) || isMap(value) || isSeq(value);
}

function quoteNothings(part) {
  if (isScalar(part) && NOTHING.has(part.value) && !part.range) part.type = "QUOTE_DOUBLE";
  for (const item of part?.items ?? []) quoteNothings(item.value && item.key ? item.value : item);
}

function printed(value, indentSeq = true) {
  const doc = new Document(null, { schema: "failsafe" });
  doc.contents = isNode(value) ? value : node(value);
  if (isScalar(doc.contents)) doc.contents.commentBefore = doc.contents.comment = undefined;
  return doc.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: false }).trimEnd();
}

function ended(text) {
  return text.endsWith("\n") ? text : `${text}\n`;
}
