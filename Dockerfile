# One image for the site and its workers: `docker compose up --build`. The database, Meilisearch and LibreTranslate are
# images of their own (docker-compose.yml).

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim AS web-packages
WORKDIR /app/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM packages AS server
COPY .swcrc nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src src
COPY migrations migrations
RUN npm run build

FROM web-packages AS web
WORKDIR /app
COPY schema.gql ./
COPY i18n i18n
COPY web web
RUN cd web && NODE_ENV=production npm run build

# Optional packages are the compilers' binaries and the embedded database: neither is needed beside a real one.
FROM node:20-bookworm-slim AS production-packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps PORT=3000 DATA_DIR=/data
WORKDIR /app
# The process may write nothing but the data folder.
RUN mkdir /data && chown node:node /data
COPY --from=production-packages /app/node_modules node_modules
COPY package.json LICENSE schema.gql ./
COPY i18n i18n
COPY --from=server /app/dist dist
COPY --from=web /app/web/dist web/dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is no init: without one (`init: true`) it would not take note of ended children. It does handle SIGTERM.
CMD ["node", "dist/src/main.js"]
