// Reads diagrams as the modeler does and writes them again: [xml, ...] in, [[xml, warnings], ...] out.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2]);
const { BpmnModdle } = await import(require.resolve('bpmn-moddle'));
const answers = [];
for (const xml of JSON.parse(readFileSync(0, 'utf8'))) {
  const moddle = new BpmnModdle();
  const { rootElement, warnings } = await moddle.fromXML(xml);
  const written = await moddle.toXML(rootElement, { format: true });
  answers.push([written.xml, warnings.map(({ message }) => message)]);
}
process.stdout.write(JSON.stringify(answers));
