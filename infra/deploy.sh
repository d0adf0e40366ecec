#!/usr/bin/env bash
# Makes or updates a deployment: resources, image, bot, app package. Run again it changes what is different.
#   infra/deploy.sh GROUP LOCATION [parameter=value …]
# Needs: az, signed in with the right to make resources and role assignments in the group; the .NET SDK.
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -ge 2 ] || { echo "Usage: infra/deploy.sh GROUP LOCATION [parameter=value ...]" >&2; exit 2; }
group="$1"; location="$2"; shift 2

say() { printf '\n== %s\n' "$1"; }
output() { az deployment group show --resource-group "$group" --name rollout --query "properties.outputs.$1.value" --output tsv; }
deploy() { az deployment group create --resource-group "$group" --name rollout --template-file infra/main.bicep --parameters "$@" --output none; }

version="$(dotnet msbuild src/TeamsRolloutBot -getProperty:Version)"
az group create --name "$group" --location "$location" --output none

# An app that is there keeps its image until the new one is published: without one it would not be part of the deployment.
say "Resources"
deploy "image=$(az deployment group show --resource-group "$group" --name rollout --query properties.parameters.image.value --output tsv 2>/dev/null || true)" "$@"
registry="$(output registry)"

say "Image $version"
az acr login --name "${registry%%.*}"
dotnet publish src/TeamsRolloutBot -c Release -t:PublishContainer -p:ContainerRegistry="$registry" -p:ContainerImageTag="$version"

say "Bot"
deploy "image=$registry/teams-rollout-bot:$version" "$@"

say "App package"
dotnet run --project src/TeamsRolloutBot -c Release -- package --app-id "$(output appId)" --domain "$(output domain)" --out artifacts/TeamsRolloutBot.zip
echo "Upload it in the Teams admin center: Teams apps, Manage apps, Upload new app."
