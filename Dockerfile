# The emulator as an image: docker build -t pytest-localstack . && localstack start --docker
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-compile /wheels/*.whl

# The server's folders are those that LocalStack's users mount: state, logs and caches below /var/lib/localstack, init
# scripts in /etc/localstack/init/ready.d and its neighbours.
RUN useradd --system --uid 1000 --create-home localstack \
    && mkdir -p /opt/localstack/usr /usr/lib/localstack /var/lib/localstack /etc/localstack/init /etc/localstack/conf.d \
    && ln -s /var/lib/localstack /opt/localstack/var \
    && ln -s /etc/localstack /opt/localstack/etc \
    && ln -s /usr/lib/localstack /opt/localstack/usr/lib \
    && chown -R localstack /var/lib/localstack /usr/lib/localstack /etc/localstack
USER localstack
ENV FILESYSTEM_ROOT=/opt/localstack \
    GATEWAY_LISTEN=0.0.0.0:4566 \
    PYTHONUNBUFFERED=1
VOLUME /var/lib/localstack
EXPOSE 4566
HEALTHCHECK --interval=10s --start-period=15s --start-interval=1s --retries=5 \
    CMD ["localstack", "wait", "-t", "2"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["localstack"]
CMD ["start", "--host"]
