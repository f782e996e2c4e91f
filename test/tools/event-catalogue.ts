import { z } from 'zod';
import { type EventShape } from '#event-sourcing';
import { type ModuleDescriptor } from '#platform';

type JsonSchema = Record<string, unknown>;

/** Every event that can stand in the log, as Markdown: what it means, its versions, its fields, what is sealed. */
export function eventCatalogue(modules: readonly ModuleDescriptor[]): string {
  const parts = [
    '# Event catalogue',
    'Generated from the codecs by `npm run generate`; do not edit. A *sealed* value is a person’s: it is stored ' +
      'under its owners’ key and opened only for who may see it. The day an event happened, who recorded it and ' +
      'when, the paper it rests on and its link of the hash chain stand in every event’s metadata.',
  ];
  for (const { name, streams } of modules) {
    for (const { category, codec } of streams) {
      parts.push(`## ${name}: \`${category}-…\``);
      for (const [type, shape] of Object.entries<EventShape>(codec.shapes))
        parts.push(...eventOf(type, shape));
    }
  }
  return parts.join('\n\n');
}

function eventOf(type: string, { version, description, schema }: EventShape): string[] {
  const rows = fieldsOf(z.toJSONSchema(schema, { unrepresentable: 'any', override: keepPersonal }));
  const table = ['| Field | Shape | |', '|---|---|---|', ...rows].join('\n');
  return [`### ${type}`, `${description} Version ${version}.`, rows.length > 0 ? table : 'No fields.'];
}

/** A personal value is a custom check, which JSON Schema cannot say: its mark is all there is to show. */
function keepPersonal({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: JsonSchema;
}): void {
  if (z.globalRegistry.get(zodSchema)?.personal === true) jsonSchema.personal = true;
}

function fieldsOf(schema: JsonSchema, prefix = ''): string[] {
  const required = new Set(schema.required as string[] | undefined);
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const row = `| \`${path}\` | ${shapeOf(field)} | ${required.has(name) ? '' : 'optional'} |`;
    const inner = field.type === 'array' ? (field.items as JsonSchema | undefined) : field;
    const nested = inner?.properties
      ? fieldsOf(inner, field.type === 'array' ? `${path}[].` : `${path}.`)
      : [];
    return [row, ...nested];
  });
}

function shapeOf(field: JsonSchema): string {
  if (field.personal === true) return '*sealed*';
  const choices = field.enum as string[] | undefined;
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (Array.isArray(field.anyOf)) return (field.anyOf as JsonSchema[]).map(shapeOf).join(' or ');
  if (field.const !== undefined) return `\`${JSON.stringify(field.const)}\``;
  if (field.type === 'array') return `list of ${shapeOf((field.items ?? {}) as JsonSchema)}`;
  return typeof field.type === 'string' ? field.type : 'any';
}
