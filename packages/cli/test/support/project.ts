/** A small project with models, as commands find it. */

import { folderWith } from './run';

/** What a compiler makes of decorated classes. */
const PEN_MODEL = `
const { Field, Id, Index, Model, Version, key } = require('@tito/orm');

class Pen {
  static byInk = key((pen) => [pen.ink, pen.made]);
}
Id()(Pen.prototype, 'id');
Field('string')(Pen.prototype, 'ink');
Field('date')(Pen.prototype, 'made');
Field('bigint')(Pen.prototype, 'strokes');
Field('string', { hidden: true })(Pen.prototype, 'owner');
Version()(Pen.prototype, 'revision');
Index()(Pen, 'byInk');
Model('pen')(Pen);
exports.Pen = Pen;
exports.notAModel = class Other {};
`;

/** The folder of a project with one model, `Pen`. */
export function penProject(config: object = {}): string {
  return folderWith({
    'tito.config.json': JSON.stringify({ models: ['models/*.model.js'], ...config }),
    'models/pen.model.js': PEN_MODEL,
    'package.json': '{ "name": "pens" }',
  });
}
