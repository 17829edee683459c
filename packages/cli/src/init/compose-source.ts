/** A compose file with one member of PD and one store, for development. */

/**
 * Both share one network namespace, in which 127.0.0.1 is the same for both and for the host: PD tells clients the address
 * that a store advertises.
 */
export const COMPOSE_SOURCE = `# A TiKV for development on this machine: one member of PD, one store. Data lives in the volumes.
#
#   docker compose up --detach --wait     start it
#   docker compose down --volumes         stop it and delete its data
#
# Without Docker: npx tito serve --data-dir .tito

services:
  pd:
    image: pingcap/pd:v8.5.3
    restart: on-failure
    ports:
      - '127.0.0.1:2379:2379'
      - '127.0.0.1:20160:20160'
    command:
      - --name=pd
      - --data-dir=/data
      - --client-urls=http://0.0.0.0:2379
      - --advertise-client-urls=http://127.0.0.1:2379
      - --peer-urls=http://127.0.0.1:2380
      - --initial-cluster=pd=http://127.0.0.1:2380
    volumes:
      - pd:/data
    healthcheck:
      interval: 5s
      timeout: 3s
      retries: 24
      test:
        - CMD
        - bash
        - -c
        - >-
          exec 3<>/dev/tcp/127.0.0.1/2379
          && printf 'GET /pd/api/v1/health HTTP/1.0\\r\\n\\r\\n' >&3
          && read -r status <&3 && [[ $$status == *' 200 '* ]]

  tikv:
    image: pingcap/tikv:v8.5.3
    network_mode: 'service:pd'
    restart: on-failure
    depends_on:
      pd:
        condition: service_healthy
    ulimits:
      nofile: 65536
    command:
      - --data-dir=/data
      - --addr=0.0.0.0:20160
      - --advertise-addr=127.0.0.1:20160
      - --status-addr=127.0.0.1:20180
      - --pd-endpoints=127.0.0.1:2379
    volumes:
      - tikv:/data
    healthcheck:
      interval: 5s
      timeout: 3s
      retries: 24
      test:
        - CMD
        - bash
        - -c
        - >-
          exec 3<>/dev/tcp/127.0.0.1/20180
          && printf 'GET /status HTTP/1.0\\r\\n\\r\\n' >&3
          && read -r status <&3 && [[ $$status == *' 200 '* ]]

volumes:
  pd:
  tikv:
`;
