// Fetches the browser files we ship from npm into static/vendor, with licences and checksums, and
// draws static/icons/icons.svg from the icons named in icons.txt. Run by hand: node scripts/vendor.mjs
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const VENDOR = path.join(ROOT, 'static/vendor');
const ICONS = path.join(ROOT, 'static/icons');
const ICON_PACKAGE = 'bootstrap-icons@1.13.2';
const FONT = (name, weight) => ['latin', 'latin-ext'].map((set) => `files/${name}-${set}-${weight}-normal.woff2`);
const WANTED = {
  'bootstrap@5.3.9': ['dist/css/bootstrap.min.css'],
  '@fontsource-variable/source-sans-3@5': FONT('source-sans-3', 'wght'),
  '@fontsource/alegreya@5': FONT('alegreya', 400),
  'htmx.org@2.0.11': ['dist/htmx.min.js'],
  'idiomorph@0.8.0': ['dist/idiomorph-ext.min.js'],
  'tom-select@2.6.2': ['dist/js/tom-select.complete.min.js', 'dist/css/tom-select.bootstrap5.min.css'],
  'sortablejs@1.15.7': ['Sortable.min.js'],
  'chart.js@4.6.1': ['dist/chart.umd.min.js'],
};
// An empty chair, drawn for this project.
const CHAIR = '<symbol id="i-chair" viewBox="0 0 120 170"><path fill="none" stroke="currentColor" '
  + 'stroke-width="4" stroke-linecap="round" stroke-linejoin="round" d="M30 92V12q0-6 6-6h48q6 0 6 6v80'
  + 'M30 30h60M30 52h60M22 92h76q4 0 4 4v8q0 4-4 4H22q-4 0-4-4v-8q0-4 4-4zM26 108 20 164M94 108l6 56'
  + 'M24 134h72"/></symbol>';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vendor-'));

function unpack(spec) {
  const answer = execFileSync('npm', ['pack', '--silent', '--pack-destination', scratch, spec], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  });
  const archive = path.join(scratch, answer.trim().split('\n').pop());
  const folder = `${archive}.d`;
  fs.mkdirSync(folder);
  execFileSync('tar', ['xzf', archive, '-C', folder]);
  const root = path.join(folder, 'package');
  return { root, about: JSON.parse(fs.readFileSync(path.join(root, 'package.json'))) };
}

// A source map would be a request for a file we do not ship.
function withoutSourceMap(file, bytes) {
  if (!/\.(js|css)$/.test(file)) return bytes;
  return Buffer.from(`${bytes.toString().replace(/\n?(\/\/|\/\*)# sourceMappingURL=\S*\s*(\*\/)?\s*$/, '')}\n`);
}

function licences(root, folder) {
  for (const name of fs.readdirSync(root).filter((n) => /^(licen[sc]e|copying|notice)/i.test(n))) {
    fs.copyFileSync(path.join(root, name), path.join(folder, name));
  }
}

function row(about, file, bytes) {
  const sha = crypto.createHash('sha384').update(bytes).digest('base64');
  return `| ${about.name} | ${about.version} | ${about.license} | ${file} | ${bytes.length} | sha384-${sha} |\n`;
}

function copyAll() {
  fs.rmSync(VENDOR, { recursive: true, force: true });
  let table = '# Files from other projects\n\nWritten by `scripts/vendor.mjs`; do not edit. Each folder holds its licence.\n\n'
    + '| package | version | licence | file | bytes | sha384 |\n|---|---|---|---|---|---|\n';
  for (const [spec, files] of Object.entries(WANTED)) {
    const { root, about } = unpack(spec);
    const folder = path.join(VENDOR, about.name.split('/').pop());
    fs.mkdirSync(folder, { recursive: true });
    for (const file of files) {
      const bytes = withoutSourceMap(file, fs.readFileSync(path.join(root, file)));
      const target = path.join(folder, path.basename(file));
      fs.writeFileSync(target, bytes);
      table += row(about, path.relative(VENDOR, target), bytes);
    }
    licences(root, folder);
  }
  fs.writeFileSync(path.join(VENDOR, 'README.md'), table);
}

function drawSprite() {
  const { root } = unpack(ICON_PACKAGE);
  const names = fs.readFileSync(path.join(ICONS, 'icons.txt'), 'utf8').split(/\s+/).filter(Boolean).sort();
  const symbols = names.map((name) => {
    const svg = fs.readFileSync(path.join(root, 'icons', `${name}.svg`), 'utf8');
    const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s*\n\s*/g, '');
    return `<symbol id="i-${name}" viewBox="0 0 16 16">${body}</symbol>`;
  });
  fs.writeFileSync(path.join(ICONS, 'icons.svg'),
    `<svg xmlns="http://www.w3.org/2000/svg">\n${[...symbols, CHAIR].join('\n')}\n</svg>\n`);
  licences(root, ICONS);
}

try {
  copyAll();
  drawSprite();
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
