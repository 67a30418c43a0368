# The agent of measured hosts, for those that run everything in containers; built from the top of the checkout:
#   docker build -f deploy/containers/agent.Dockerfile -t attestry/agent .
# It looks at its host, so the host's files are mounted and its processes are shared:
#   docker run -d --pid=host --cap-drop=ALL --cap-add=DAC_READ_SEARCH --cap-add=SYS_PTRACE --device /dev/tpmrm0 --group-add "$(stat -c %g /dev/tpmrm0)" \
#     -v /sys/kernel/security:/sys/kernel/security:ro -v /etc/machine-id:/host/etc/machine-id:ro -v /etc/os-release:/host/etc/os-release:ro \
#     -v /proc:/host/proc:ro -v /var/lib/attestry-agent:/data -v /etc/attestry/secrets/agent.key:/run/secrets/api-key:ro \
#     -e ATTESTRY_SERVER=https://attestry.example.com -e ATTESTRY_API_KEY_FILE=/run/secrets/api-key attestry/agent
ARG DOTNET=mcr.microsoft.com/dotnet
FROM ${DOTNET}/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish services/HostAgent -c Release -o /app

FROM ${DOTNET}/runtime:10.0
# The way to /dev/tpmrm0 is a library that the tools load: not every release of theirs depends on it.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tpm2-tools libtss2-tcti-device0 \
    && rm -rf /var/lib/apt/lists/* \
    && tpm2 quote --version
COPY --from=build /app /app
ENV ATTESTRY_AGENT_STATE=/data \
    ATTESTRY_HOST_ROOT=/host \
    ATTESTRY_CONTAINERS=none \
    DOTNET_EnableDiagnostics=0
VOLUME /data
ENTRYPOINT ["/app/attestry-agent"]
CMD ["run"]
