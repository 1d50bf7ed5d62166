# One image for every service; SERVICE says which: migrate, gateway, platform, patients, scheduling, pharmacy, orders, logistics, messaging.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm run build:explorer && npm run build:portal && npm prune --omit=dev --omit=optional

FROM node:26-bookworm-slim
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/dist-explorer ./dist-explorer
COPY --from=build /app/dist-portal ./dist-portal
COPY --from=build /app/schema ./schema
RUN mkdir -p /keys/gateway /keys/platform /keys/patients /keys/scheduling /keys/pharmacy /keys/orders /keys/logistics /keys/messaging /keys/shared /data && chown -R node:node /keys /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
CMD ["sh", "-c", "exec node --max-semi-space-size=32 dist/app/service.js \"$SERVICE\""]
