// Holds JSON lines against a JSON Schema (2020-12). Standard input: { schema, lines }. Standard output: for each line the faults, and every property that the schema has not.
import { text } from 'node:stream/consumers';
import Ajv2020 from 'ajv/dist/2020.js';

const { schema, lines } = JSON.parse(await text(process.stdin));
// A reader passes over what it does not know; here everything must be known.
const strict = JSON.parse(JSON.stringify(schema), (_, value) => value?.properties ? { additionalProperties: false, ...value } : value);
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { 'date-time': text => !Number.isNaN(Date.parse(text)) } }).compile(strict);
process.stdout.write(JSON.stringify(lines.map(line => validate(JSON.parse(line)) ? [] : validate.errors.map(fault => `${fault.instancePath} ${fault.message} ${JSON.stringify(fault.params)}`))));
