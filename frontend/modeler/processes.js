// The process itself and its lanes: who starts it, its office, and the facts its cases are counted by.
import { choice, is } from './parts.js';
import { t } from './texts.js';

const offices = choice(() => ({ '': '–', front: t('Front office'), back: t('Back office') }));
const DIMENSIONS = choice(() => ({
  customer_code: t('Customer'), item_scheme: t('Kind of item code'), item_code: t('Item'), channel: t('Channel'), outcome: t('Outcome'),
}));

/** The process that is meant: of a pool its own, of the whole diagram the one that runs. */
function processOf({ object }) {
  if (is(object, 'bpmn:Process')) return object;
  if (is(object, 'bpmn:Collaboration')) {
    const drawn = object.participants.map(({ processRef }) => processRef).filter(Boolean);
    return drawn.find(({ isExecutable }) => isExecutable) ?? drawn[0];
  }
  return is(object, 'bpmn:Participant') ? object.processRef : null;
}

function startable(place) {
  return place.attribute(['isStartableInTasklist'], t('People start it'), { kind: 'select', options: choice(() => ({ '': t('Yes'), false: t('No') })) });
}

export function processGroups(place) {
  const process = processOf(place);
  if (!process) return null;
  const at = place.at(process);
  const own = process === place.object ? [] : [at.property('name', t('Name of the process')), at.property('id', t('Identifier of the process'), { code: true, locked: true })];
  return [
    {
      id: 'process', title: t('Process'), fields: [
        ...own, at.flag('isExecutable', t('Executable')), at.attribute(['versionTag'], t('Version tag'), { code: true }),
        at.attribute(['office'], t('Office'), { kind: 'select', options: offices }), at.attribute(['caseLetter'], t('Letter of case numbers'), { code: true, hint: t('One capital letter, such as C.') }),
      ],
    },
    {
      id: 'starters', title: t('Who starts it'), fields: [
        startable(at),
        at.attribute(['candidateStarterGroups'], t('Groups'), { suggest: 'groups', code: true, hint: t('Several are separated by commas. Empty: everybody.') }),
        at.attribute(['candidateStarterUsers'], t('People'), { suggest: 'people', code: true }),
      ],
    },
    {
      id: 'dimensions', title: t('Dimensions of the figures'), fields: [
        at.pairs('dimension', t('Variables by dimension'), [
          { name: 'name', label: t('Dimension'), kind: 'select', options: DIMENSIONS }, { name: 'variable', label: t('Variable'), code: true },
        ]),
      ],
    },
  ];
}

export function laneGroup(place) {
  if (!is(place.object, 'bpmn:Lane')) return null;
  return {
    id: 'people', title: t('Responsible'), fields: [
      place.attribute(['group'], t('Group'), { suggest: 'groups', code: true, hint: t('Empty: the group that is called like the lane.') }),
      place.attribute(['office'], t('Office'), { kind: 'select', options: offices }),
    ],
  };
}
