import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const worthIt = /\.(html|js|css|svg|json|webmanifest|txt)$/;

// Puts name.br and name.gz beside every text file of the build, so that the server never compresses one itself.
export function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      for (const path of await readdir(folder, { recursive: true })) {
        const file = join(folder, path);
        if (worthIt.test(file) && (await stat(file)).isFile()) await compress(file);
      }
    },
  };
}

async function compress(file: string): Promise<void> {
  const text = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  await keepIfSmaller(`${file}.br`, brotliCompressSync(text, { params }), text);
  await keepIfSmaller(`${file}.gz`, gzipSync(text, { level: 9 }), text);
}

async function keepIfSmaller(file: string, packed: Buffer, text: Buffer): Promise<void> {
  if (packed.length < text.length) await writeFile(file, packed);
}
