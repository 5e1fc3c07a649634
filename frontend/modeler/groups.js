// Which groups of properties an element has, in the order in which they are shown.
import { callGroup, decisionGroup, scriptGroup, workGroup } from './doing.js';
import { dataGroup, notesGroup } from './data.js';
import { eventGroups } from './events.js';
import { defaultGroup, flowGroup } from './flows.js';
import { generalGroup } from './general.js';
import { loopGroup } from './loops.js';
import { Place } from './parts.js';
import { formGroup, peopleGroup } from './people.js';
import { laneGroup, processGroups } from './processes.js';

const MAKERS = [
  generalGroup, processGroups, laneGroup, peopleGroup, formGroup, flowGroup, defaultGroup, eventGroups, scriptGroup, decisionGroup,
  workGroup, callGroup, loopGroup, dataGroup, notesGroup,
];

/** Return the groups of an element of the canvas; its label has those of the element itself. */
export function groupsOf(shown, tools) {
  const place = new Place(tools, shown.labelTarget ?? shown);
  return MAKERS.flatMap((make) => make(place) ?? []).filter(({ fields }) => fields.length);
}
