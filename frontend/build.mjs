// Bundles the browser side into a folder: hashed names, manifest.json, licences, .br and .gz copies.
// Usage: node build.mjs <output folder>
import { build } from 'esbuild';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { SIMULATION, SIMULATION_HEADER, bpmnJsTexts } from './library-texts.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.resolve(process.argv[2] ?? path.join(HERE, '../web/static/dist'));

// Texts that form-js-viewer 2.0.0 does not pass through its translate service.
const FORM_LITERALS = [
  ['children: "Browse"', 'children: translate("Browse")'],
  ["children: valueLabel || 'Select'", "children: valueLabel || __t('Select')"],
  ["placeholder: 'Search',", "placeholder: __t('Search'),"],
  ["emptyListMessage = 'No results',", "emptyListMessage = __t('No results'),"],
  ["return buildErrorState('No options source defined in the form definition');",
    "return buildErrorState(__t('No options source defined in the form definition'));"],
];

/** Replace exact texts in one file of a package, and fail when the package no longer holds them. */
function patched(name, filter, literals, header) {
  return {
    name,
    setup(api) {
      api.onLoad({ filter }, ({ path: file }) => {
        let source = fs.readFileSync(file, 'utf8');
        for (const [found, wanted] of literals) {
          if (!source.includes(found)) throw new Error(`${name}: ${file} no longer contains ${found}`);
          source = source.replaceAll(found, wanted);
        }
        return { contents: header + source, loader: 'js', resolveDir: path.dirname(file) };
      });
    },
  };
}

const formTexts = patched(
  'form-texts', /@bpmn-io[\\/]form-js-viewer[\\/]dist[\\/]index\.es\.js$/, FORM_LITERALS,
  `import { t as __t } from ${JSON.stringify(path.join(HERE, 'form/texts.js'))};\n`,
);

// Left and right of form-js's style sheet as start and end, so that it serves Persian pages as well.
const LOGICAL = [
  [/\b(margin|padding)-left\s*:/g, '$1-inline-start:'],
  [/\b(margin|padding)-right\s*:/g, '$1-inline-end:'],
  [/\bborder-left(-\w+)?\s*:/g, 'border-inline-start$1:'],
  [/\bborder-right(-\w+)?\s*:/g, 'border-inline-end$1:'],
  [/\btext-align\s*:\s*left\b/g, 'text-align: start'],
  [/\btext-align\s*:\s*right\b/g, 'text-align: end'],
  [/(^|[{;\s])left\s*:/g, '$1inset-inline-start:'],
  [/(^|[{;\s])right\s*:/g, '$1inset-inline-end:'],
  [/\bmargin\s*:\s*(\S+) (\S+) (\S+) ([^\s;]+);/g, 'margin-block: $1 $3; margin-inline: $4 $2;'],
  [/\bpadding\s*:\s*(\S+) (\S+) (\S+) ([^\s;]+);/g, 'padding-block: $1 $3; padding-inline: $4 $2;'],
  [/\bborder-radius\s*:\s*(\S+) (\S+) (\S+) ([^\s;]+);/g,
    'border-start-start-radius: $1; border-start-end-radius: $2; border-end-end-radius: $3; border-end-start-radius: $4;'],
];

const logicalStyles = {
  name: 'logical-styles',
  setup(api) {
    api.onLoad({ filter: /form-js-viewer[\\/]dist[\\/]assets[\\/]form-js(-base)?\.css$/ }, ({ path: file }) => ({
      contents: LOGICAL.reduce((css, [from, to]) => css.replace(from, to), fs.readFileSync(file, 'utf8')),
      loader: 'css',
      resolveDir: path.dirname(file),
    }));
  },
};

// CodeMirror writes its rules into a <style> element, which our policy refuses: a constructed sheet serves as well.
const constructedStyles = patched(
  'constructed-styles', /style-mod[\\/]src[\\/]style-mod\.js$/, [['!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets']], '',
);

// Markup of dmn-js has style attributes, which our policy refuses too: they are set by script instead.
const scriptedStyles = patched(
  'scripted-styles', /domify[\\/]index\.js$/,
  [['export default function domify(', 'export default function domify(htmlString, document) {\n'
    + "  const made = parsed(typeof htmlString === 'string' ? htmlString.replaceAll(/\\sstyle=\"/g, ' data-style=\"') : htmlString, document);\n"
    + "  for (const each of [made, ...(made.querySelectorAll?.('[data-style]') ?? [])]) if (each.dataset?.style) each.style.cssText = each.dataset.style;\n"
    + '  return made;\n}\n\nfunction parsed(']],
  '',
);

const escapedForRegExp = (text) => text.replace(/[./]/g, (each) => (each === '/' ? '[\\/]' : '\\.'));
const simulationTexts = Object.entries(SIMULATION).map(([file, literals]) =>
  patched('simulation-texts', new RegExp(`token-simulation[\\/]lib[\\/]features[\\/]${escapedForRegExp(file)}$`), literals, SIMULATION_HEADER));

// bpmn-js 18.31 itself calls what diagram-js warns of.
const quietPad = patched(
  'quiet-pad', /diagram-js[\/]lib[\/]features[\/]context-pad[\/]ContextPad\.js$/,
  [["console.warn(new Error('ContextPad#getPad is deprecated and will be removed in future library versions, cf. https://github.com/bpmn-io/diagram-js/pull/888'));", '']], '',
);

// Icons of bpmn-js have style attributes as well: in a drawing they can be attributes of their own.
const plainIcons = {
  name: 'plain-icons',
  setup(api) {
    api.onLoad({ filter: /bpmn-js[\\/]lib[\\/]features[\\/]\S+Icons\.js$/ }, ({ path: file }) => ({
      contents: fs.readFileSync(file, 'utf8').replace(/ style="([^"]*)"/g, (_, styles) =>
        styles.split(';').filter(Boolean).map((each) => each.replace(/^([^:]+):(.*)$/, ' $1="$2"')).join('')),
      loader: 'js',
      resolveDir: path.dirname(file),
    }));
  },
};

const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome123', 'firefox121', 'safari17.5'],
  outdir: OUT,
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: 'asset-[hash]',
  loader: Object.fromEntries(['.woff2', '.woff', '.ttf', '.eot', '.svg'].map((ending) => [ending, 'file'])),
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
  // Tabler ships vendor properties and a // comment inside its CSS.
  logOverride: { 'unsupported-css-property': 'silent', 'js-comment-in-css': 'silent' },
};

// The viewer's own copy: hooks of another copy of preact fail without a word.
const viewerRequire = createRequire(createRequire(import.meta.url).resolve('@bpmn-io/form-js-viewer/package.json'));
const viewerPreact = { preact: path.dirname(viewerRequire.resolve('preact/package.json')) };

// One pass per set of library copies: what must not share chunks gets a pass of its own.
const PASSES = [
  { entryPoints: ['app.js', 'app-ltr.css', 'app-rtl.css', 'charts.js', 'viewer.js', 'changes.js'] },
  { entryPoints: ['decision.js'], plugins: [constructedStyles, scriptedStyles] },
  { entryPoints: ['modeler.js'], plugins: [scriptedStyles, plainIcons, quietPad, ...simulationTexts] },
  { entryPoints: ['form-viewer.js'], plugins: [formTexts, logicalStyles], alias: viewerPreact },
];

const ENTRY_OF = { app: 'app.js', decision: 'decision.js', diagram: 'viewer.js', form: 'form-viewer.js', modeler: 'modeler.js' };

/** Return the translations of a file, and fail when they are not exactly those of the texts. */
function checkCatalogue(file, texts) {
  const known = JSON.parse(fs.readFileSync(path.join(HERE, file), 'utf8'));
  const missing = [...texts].filter((text) => !(text in known));
  const unused = Object.keys(known).filter((text) => !texts.has(text));
  if (missing.length) throw new Error(`${file} lacks: ${JSON.stringify(missing)}`);
  if (unused.length) throw new Error(`${file} holds unused: ${JSON.stringify(unused)}`);
}

/** Fail when a text of ours, `t('...')`, has no Persian translation, or a translation no text. */
function checkTranslations() {
  for (const [folder, entry] of Object.entries(ENTRY_OF)) {
    const texts = new Set(folder === 'form' ? formJsTexts() : []);
    const modules = fs.readdirSync(path.join(HERE, folder)).filter((name) => name.endsWith('.js'));
    for (const file of [entry, ...modules.map((name) => `${folder}/${name}`)]) {
      const source = fs.readFileSync(path.join(HERE, file), 'utf8');
      for (const [, , text] of source.matchAll(/\bt\(\s*(['"])((?:(?!\1).)+)\1/g)) texts.add(text);
    }
    checkCatalogue(`${folder}/fa.json`, texts);
  }
  checkCatalogue('decision/dmn-js.fa.json', dmnJsTexts());
  checkCatalogue('modeler/bpmn-js.fa.json', bpmnJsTexts());
}

/** Return the texts that form-js-viewer translates or that are made translatable above. */
function formJsTexts() {
  const file = path.join(HERE, 'node_modules/@bpmn-io/form-js-viewer/dist/index.es.js');
  const source = fs.readFileSync(file, 'utf8') + FORM_LITERALS.map(([, wanted]) => wanted).join('\n');
  const calls = source.matchAll(/\b(?:_?translate|__t)\(\s*(['"])((?:(?!\1).)+)\1/g);
  return [...calls].map(([, , text]) => text).filter((text) => text !== 'HELLO {you}');
}

// Texts that dmn-js translates by a name in its code: of its tables, and what a field refuses.
const DMN_TABLES = /HitPolicies|ReplaceOptions|DrillDown/;
const DMN_REFUSALS = /['"]((?:Must match|(?:Date|Time|Date and time) must match) [^'"]+)['"]/g;
// As they stand in the choice of types.
const DMN_TYPES = ['boolean', 'date', 'dateTime', 'dayTimeDuration', 'number', 'string', 'time', 'yearMonthDuration', 'Any'];

/** Return the texts that dmn-js shows by its translate service. */
function dmnJsTexts() {
  const texts = new Set(DMN_TYPES);
  for (const part of ['decision-table', 'drd', 'literal-expression', 'boxed-expression', 'shared']) {
    const folder = path.join(HERE, `node_modules/dmn-js-${part}/lib`);
    for (const name of fs.readdirSync(folder, { recursive: true }).filter((each) => each.endsWith('.js'))) {
      const source = fs.readFileSync(path.join(folder, name), 'utf8');
      for (const [, , text] of source.matchAll(/\b_?translate\(\s*(['"])((?:(?!\1).)+)\1/g)) texts.add(text);
      for (const [, text] of source.matchAll(DMN_REFUSALS)) texts.add(text);
      if (!DMN_TABLES.test(name)) continue;
      for (const [, , text] of source.matchAll(/(?:label|title|explanation): (['"])((?:(?!\1).)+)\1/g)) texts.add(text);
    }
  }
  return texts;
}

/** Write the licences of every package whose code is in the bundles. */
function writeLicences(outputs) {
  const packages = new Set();
  for (const { inputs } of outputs) {
    for (const input of Object.keys(inputs)) {
      const found = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(input);
      if (found) packages.add(found[1]);
    }
  }
  const parts = [...packages].sort().map((folder) => {
    const root = path.join(HERE, folder);
    const info = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const file = fs.readdirSync(root).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text = file ? fs.readFileSync(path.join(root, file), 'utf8').trim() : '(no licence file)';
    return `${info.name} ${info.version}\n${info.license ?? ''}\n\n${text}\n`;
  });
  fs.writeFileSync(path.join(OUT, 'THIRD-PARTY-LICENCES.txt'), parts.join(`\n${'-'.repeat(78)}\n\n`));
}

/** Write name -> file for every entry and its style sheet, and return the sizes for a person. */
function writeManifest(metafiles) {
  const manifest = {};
  const rows = [];
  for (const { outputs } of metafiles) {
    const closure = (file, seen = new Set()) => {
      if (seen.has(file)) return seen;
      seen.add(file);
      for (const { path: next, kind } of outputs[file].imports) {
        if (kind === 'import-statement') closure(next, seen);
      }
      return seen;
    };
    const absolute = (file) => path.join(HERE, file);
    for (const [file, { entryPoint, cssBundle }] of Object.entries(outputs)) {
      if (!entryPoint) continue;
      const files = [...closure(file)];
      manifest[entryPoint] = path.basename(file);
      rows.push([entryPoint, files.map(absolute)]);
      if (cssBundle) {
        const name = entryPoint.replace(/\.js$/, '.css');
        manifest[name] = path.basename(cssBundle);
        rows.push([name, [absolute(cssBundle)]]);
      }
    }
  }
  fs.writeFileSync(path.join(OUT, 'manifest.json'), JSON.stringify(manifest, null, 1));
  const kilobytes = (sizes) => `${Math.round(sizes.reduce((a, b) => a + b, 0) / 1024)}K`;
  return rows.map(([name, files]) => {
    const raw = files.map((f) => fs.statSync(f).size);
    const brotli = files.map((f) => fs.statSync(`${f}.br`).size);
    return `${name.padEnd(16)} ${kilobytes(raw).padStart(6)} ${kilobytes(brotli).padStart(6)} br`;
  });
}

/** Put a .br and a .gz beside every text file, for a server that only has to pick one. */
function compress() {
  const brotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 } };
  for (const name of fs.readdirSync(OUT)) {
    if (!/\.(js|css|svg|txt)$/.test(name)) continue;
    const content = fs.readFileSync(path.join(OUT, name));
    fs.writeFileSync(path.join(OUT, `${name}.br`), zlib.brotliCompressSync(content, brotli));
    fs.writeFileSync(path.join(OUT, `${name}.gz`), zlib.gzipSync(content, { level: 9 }));
  }
}

checkTranslations();
fs.mkdirSync(OUT, { recursive: true });
const metafiles = [];
for (const pass of PASSES) metafiles.push((await build({ ...COMMON, ...pass })).metafile);
writeLicences(metafiles.flatMap(({ outputs }) => Object.values(outputs)));
compress();
console.log(writeManifest(metafiles).join('\n'));
