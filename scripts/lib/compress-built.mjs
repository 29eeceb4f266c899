import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const texts = new Set(['.js', '.css']);
const atOnce = 4;

/** Puts beside every script and style of a build what it is compressed, as small as it gets: it is done once, and sent often. */
export async function compressBuilt(folder) {
  const next = textsUnder(join(folder, 'static'))[Symbol.iterator]();
  const work = async () => {
    for (const file of next) await compress(file);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function compress(file) {
  const text = await readFile(file);
  const most = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const [small, zipped] = await Promise.all([brotli(text, { params: most }), zip(text, { level: constants.Z_BEST_COMPRESSION })]);
  await Promise.all([writeFile(`${file}.br`, small), writeFile(`${file}.gz`, zipped)]);
}

function textsUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && texts.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}
