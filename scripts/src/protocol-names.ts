/** How names of the protocol are spelled in TypeScript. */

/** `region_id`, `KVPessimisticRollback`, `TTL` become `regionId`, `kvPessimisticRollback`, `ttl`. */
export function camelCase(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [name];
  return words
    .map((word, i) => {
      const lower = word.toLowerCase();
      return i === 0 ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
    })
    .join('');
}

/** A nested type `Outer.Inner` becomes `Outer_Inner`. */
export function typeName(path: string): string {
  return path.replaceAll('.', '_');
}

/** The module that holds a protobuf package: `grpc.health.v1` lives in `health`. */
export function moduleName(protoPackage: string): string {
  return protoPackage === 'grpc.health.v1' ? 'health' : protoPackage;
}
