/** The code that protobufjs generates ahead of time from our protocol files, made when it is first wanted. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { pbjs } from 'protobufjs-cli';

/** A generated message class. */
export interface StaticMessage {
  decode(bytes: Uint8Array): object;
  encode(message: object): { finish(): Uint8Array };
}

/** All messages of the files, by their packages and names. */
export type StaticModule = Readonly<Record<string, Readonly<Record<string, StaticMessage>>>>;

/** @param files in `directory`, whose other files they may import */
export async function staticCodec(directory: string, files: readonly string[]): Promise<StaticModule> {
  // It is among our own files, for it imports protobufjs.
  const target = path.join(__dirname, 'static-codec.generated.js');
  const code = await generate(directory, files);
  fs.writeFileSync(target, code);
  const { default: generated } = (await import(target)) as { readonly default: StaticModule };
  return generated;
}

function generate(directory: string, files: readonly string[]): Promise<string> {
  const options = ['-t', 'static-module', '-w', 'commonjs', '--force-long', '-p', directory];
  const leftOut = ['--no-create', '--no-verify', '--no-convert', '--no-delimited', '--no-comments'];
  return new Promise((resolve, reject) => {
    pbjs.main([...options, ...leftOut, ...files], (error, output) => {
      if (error) reject(error);
      else resolve(output ?? '');
      return undefined;
    });
  });
}
