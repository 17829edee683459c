/** The source of a consumer of events. */

import type { Framework } from './project';
import type { ThingNames } from './sources';

/** @param topic its name */
export function consumerSource(framework: Framework, names: ThingNames, topic: string): string {
  return framework === 'nest' ? nestConsumer(names, topic) : plainConsumer(names, topic);
}

function plainConsumer({ className, file }: ThingNames, topic: string): string {
  return `import type { Consumer, Tito } from '@tito/orm';

/** Of ${topic}. */
export interface ${className}Event {
  id: string;
}

/**
 * Handles the events of ${topic}, each once. What the handler does with repositories of \`db\` is committed together with
 * the acknowledgement of the event.
 */
export function consume${className}(db: Tito): Consumer {
  return db.consume<${className}Event>(
    '${topic}',
    async (event, { signal }) => {
      signal.throwIfAborted();
      console.log(event.op, event.payload.id);
    },
    { group: '${file}' },
  );
}
`;
}

function nestConsumer({ className, file }: ThingNames, topic: string): string {
  return `import { Logger } from '@nestjs/common';
import { Consumer, OnEvent } from '@tito/nestjs';
import type { QueueEvent } from '@tito/orm';

/** Of ${topic}. */
export interface ${className}Event {
  id: string;
}

/**
 * Handles the events of ${topic}, each once. What the handler does with repositories is committed together with the
 * acknowledgement of the event.
 */
@Consumer({ group: '${file}' })
export class ${className}Consumer {
  readonly #logger = new Logger(${className}Consumer.name);

  @OnEvent('${topic}')
  async handle(event: QueueEvent<${className}Event>): Promise<void> {
    this.#logger.log(\`\${event.op} \${event.payload.id}\`);
  }
}
`;
}
