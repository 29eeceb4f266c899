FROM node:24-slim
WORKDIR /app
RUN chown node:node /app
USER node

COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

COPY --chown=node:node . .
RUN node scripts/run.mjs build && mkdir -p data

ENV HOST=0.0.0.0 PORT=3000 GATEKEEPER_DATA=/app/data
VOLUME /app/data
EXPOSE 3000
CMD ["node", "scripts/run.mjs", "start"]
