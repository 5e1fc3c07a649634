// What makes a diagram hard to read, by the rules of bpmnlint; what cannot be executed the server says.
import Linter from 'bpmnlint/lib/linter.js';
import duplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js';
import fakeJoin from 'bpmnlint/rules/fake-join.js';
import forkAndJoin from 'bpmnlint/rules/no-gateway-join-fork.js';
import labelRequired from 'bpmnlint/rules/label-required.js';
import overlapping from 'bpmnlint/rules/no-overlapping-elements.js';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js';
import { libraryText } from './texts.js';

const RULES = {
  'no-duplicate-sequence-flows': duplicateFlows, 'fake-join': fakeJoin, 'no-gateway-join-fork': forkAndJoin,
  'label-required': labelRequired, 'no-overlapping-elements': overlapping, 'superfluous-gateway': superfluousGateway,
};
const linter = new Linter({
  config: { rules: Object.fromEntries(Object.keys(RULES).map((name) => [name, 'warn'])) },
  resolver: {
    resolveRule: (_, name) => RULES[name],
    resolveConfig: () => {
      throw new Error('there are no further configurations');
    },
  },
});

/** Return hints about a diagram, with the ids of the elements they are about. */
export async function hints(definitions, registry) {
  const found = Object.values(await linter.lint(definitions)).flat();
  return found.map(({ id, message }) => ({ severity: 'hint', id, name: registry.get(id)?.businessObject?.name, text: libraryText(message) }));
}
