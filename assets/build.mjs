// Builds pulse/static from assets/: `npm ci && npm run build` (or `make assets`).
// The same sources give the same bytes, so the built files are committed with them, compressed
// twins too: WhiteNoise serves NAME.br or NAME.gz when the browser takes it.
import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sources = join(root, 'assets')
const out = join(root, 'pulse', 'static')
const BUNDLES = ['worker', 'staff']

for (const name of BUNDLES) {
  const css = sass.compile(join(sources, 'styles', `${name}.scss`), {
    style: 'compressed', loadPaths: [join(root, 'node_modules')], quietDeps: true
  }).css
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: ['safari13', 'chrome80', 'firefox78'] })
  write(`${name}.css`, code)
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(sources, 'scripts', `${name}.js`)],
    bundle: true, minify: true, write: false, format: 'esm', target: 'es2019',
    legalComments: 'none', absWorkingDir: root
  })
  write(`${name}.js`, outputFiles[0].text)
}
// What seals a ballot in the browser: a file of its own, and younger browsers alone (BigInt, WebCrypto).
const { outputFiles: [ballot] } = await esbuild.build({
  entryPoints: [join(sources, 'answering', 'ballot.js')],
  bundle: true, minify: true, write: false, format: 'esm', target: 'es2020', legalComments: 'none', absWorkingDir: root
})
write('ballot.js', ballot.text)
// The keyholders' page: one file that needs nothing else and may connect to nothing, so it is not compressed either.
const { css: ceremonyCss } = sass.compile(join(sources, 'ceremony', 'ceremony.scss'), {
  style: 'compressed', loadPaths: [join(root, 'node_modules')], quietDeps: true
})
const { code: style } = await esbuild.transform(ceremonyCss, { loader: 'css', minify: true, target: ['safari16', 'chrome100', 'firefox113'] })
const { outputFiles: [ceremony] } = await esbuild.build({
  entryPoints: [join(sources, 'ceremony', 'main.js')], loader: { '.txt': 'text' },
  bundle: true, minify: true, write: false, format: 'iife', target: 'es2022', legalComments: 'none', absWorkingDir: root
})
writeFileSync(join(out, 'ceremony.html'), onePage(style.trim(), ceremony.text.trim()))
// tools/lexicon.py has written it before.
write('lexicon.json', readFileSync(join(out, 'lexicon.json'), 'utf8'))
copyFileSync(join(sources, 'icon.svg'), join(out, 'icon.svg'))
writeFileSync(join(out, 'sources.sha256'), fingerprint() + '\n')

function write (name, text) {
  const bytes = Buffer.from(text)
  const packed = gzipSync(bytes, { level: 9 })
  packed[9] = 255 // "unknown system": otherwise the byte depends on where it was built
  writeFileSync(join(out, name), bytes)
  writeFileSync(join(out, `${name}.gz`), packed)
  writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  console.log(`${name}: ${bytes.length} bytes, ${packed.length} gzipped`)
}

// Style and script inside the page, each allowed by its own hash and nothing else by any.
function onePage (style, script) {
  const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`
  const page = readFileSync(join(sources, 'ceremony', 'page.html'), 'utf8')
  return page.replace(/\{(policy|style|script)\}/g, (_, part) => ({ policy, style, script })[part])
}

// tests/pulse/test_assets.py computes the same, and fails when somebody forgot to build.
function fingerprint () {
  const files = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
  const hash = createHash('sha256')
  for (const file of [...files, 'package-lock.json'].sort()) {
    hash.update(file + '\n').update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}
