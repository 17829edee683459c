// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType, MethodType } from '../wire/message';

export const HealthCheckResponse_ServingStatus = {
  UNKNOWN: 0,
  SERVING: 1,
  NOT_SERVING: 2,
  SERVICE_UNKNOWN: 3,
} as const;
export type HealthCheckResponse_ServingStatus = (typeof HealthCheckResponse_ServingStatus)[keyof typeof HealthCheckResponse_ServingStatus];

export interface HealthCheckRequest {
  readonly service: string;
}
export const HealthCheckRequest: MessageType<HealthCheckRequest> = {
  name: 'grpc.health.v1.HealthCheckRequest',
  encode(m, w) {
    if (m.service !== undefined && m.service !== '') {
      w.byte(10);
      w.string(m.service);
    }
  },
  decode(r, end) {
    let service_: string = '';
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 10:
          service_ = r.string();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      service: service_,
    };
  },
};

export interface HealthCheckResponse {
  readonly status: HealthCheckResponse_ServingStatus;
}
export const HealthCheckResponse: MessageType<HealthCheckResponse> = {
  name: 'grpc.health.v1.HealthCheckResponse',
  encode(m, w) {
    if (m.status !== undefined && m.status !== 0) {
      w.byte(8);
      w.int32(m.status);
    }
  },
  decode(r, end) {
    let status_: HealthCheckResponse_ServingStatus = 0;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          status_ = r.int32() as HealthCheckResponse_ServingStatus;
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      status: status_,
    };
  },
};

export const HealthService = {
  check: {
    path: '/grpc.health.v1.Health/Check',
    requestStream: false,
    responseStream: false,
    request: HealthCheckRequest,
    response: HealthCheckResponse,
  } as MethodType<HealthCheckRequest, HealthCheckResponse>,
  watch: {
    path: '/grpc.health.v1.Health/Watch',
    requestStream: false,
    responseStream: true,
    request: HealthCheckRequest,
    response: HealthCheckResponse,
  } as MethodType<HealthCheckRequest, HealthCheckResponse>,
};
