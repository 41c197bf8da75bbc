# The static program and nothing else. `cargo xtask dist --target x86_64-unknown-linux-musl` builds it first; for another processor:
# `docker build --build-arg TARGET=aarch64-unknown-linux-musl --platform linux/arm64 .`
FROM scratch
ARG TARGET=x86_64-unknown-linux-musl
COPY target/${TARGET}/dist/gouji /gouji
WORKDIR /reports
ENTRYPOINT ["/gouji"]
CMD ["check", "."]
