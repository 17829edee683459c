/** Generated services as grpc-js knows them, for clients and servers alike. */

import type { MethodDefinition, ServiceDefinition } from '@grpc/grpc-js';
import { decodeMessage, encodeMessage, type MethodType, type ServiceType } from './wire/message';

/** One method for grpc-js, with our codecs as its serializers. */
export function grpcMethod<Request, Response>(
  method: MethodType<Request, Response>,
): MethodDefinition<Request, Response> {
  return {
    path: method.path,
    requestStream: method.requestStream,
    responseStream: method.responseStream,
    requestSerialize: (message) => encodeMessage(method.request, message as never),
    requestDeserialize: (bytes) => decodeMessage(method.request, bytes),
    responseSerialize: (message) => encodeMessage(method.response, message as never),
    responseDeserialize: (bytes) => decodeMessage(method.response, bytes),
  };
}

/** A whole service for `Server.addService`; handlers go by the methods' names in camel case. */
export function grpcService(service: ServiceType): ServiceDefinition {
  return Object.fromEntries(Object.entries(service).map(([name, method]) => [name, grpcMethod(method)]));
}
