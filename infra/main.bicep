// TeamsRolloutBot on Azure Container Apps: the number of instances follows the length of the work
// queue, each release is a revision that can be rolled back in seconds, and the image that the SDK
// publishes runs unchanged. App Service can't scale on a queue.
// No key is created, stored or handed out: everything signs in with one user-assigned managed
// identity, which is also the bot's registration.
targetScope = 'resourceGroup'

@description('The prefix of every name: lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'rollout'

param location string = resourceGroup().location

@description('The bot\'s image, such as myregistry.azurecr.io/teams-rollout-bot:0.1.0. If empty, everything but the bot itself is created, so that there is a registry to publish to.')
param image string = ''

@description('The host name of the bot; if empty, the one that Container Apps assigns. Bind your own to the app manually (DNS, certificate).')
param domain string = ''

@description('Who may start and extend rollouts: Entra object ids. With Microsoft Graph (Graph:SignIn), e-mail addresses of the directory also work; without it, * also works, meaning every employee.')
@minLength(1)
param managers string[]

@description('Who may export and erase anybody\'s data, and pause and close any rollout: Entra object ids.')
param administrators string[] = []

@description('After how many days a closed rollout is removed; 0 means never.')
@minValue(0)
@maxValue(3650)
param retentionDays int = 0

// Instances share everything through storage: deliveries, links to files, dialog state. Three can
// work through a backlog of messages and still answer people. More do not send faster, because
// Teams' limit applies to all of them together.
@description('The maximum number of instances. The work queue determines how many run.')
@minValue(1)
@maxValue(20)
param maxReplicas int = 3

@description('The scale rule\'s target: messages waiting in the queue per instance.')
param messagesPerReplica int = 2000

@description('Keep storage off the public network, and reach it through private endpoints in a network of its own.')
param privateEndpoints bool = false

@description('Replication of the data; zone-redundant where the region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Free (F0) has the same Teams channel; S1 has a service level agreement.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('Log every access to tables and queues, for auditors.')
param auditStorage bool = false

@description('Who is notified of alerts; if empty, they only appear in the portal.')
param alertEmail string = ''

@description('A collector for the bot\'s metrics (OTLP over gRPC), such as https://otel.contoso.com:4317. If empty, traces and logs go to Application Insights, and metrics are not collected.')
param metricsEndpoint string = ''

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

param tags object = { product: 'TeamsRolloutBot' }

var unique = uniqueString(resourceGroup().id, name)
var appName = '${name}-bot'
var host = empty(domain) ? '${appName}.${environment.properties.defaultDomain}' : domain
var tablePrefix = 'rollout'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

module network 'modules/network.bicep' = if (privateEndpoints) {
  params: { name: name, location: location, tags: tags, storageAccountId: storage.outputs.id }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: take('${name}${unique}', 24)
    location: location
    tags: tags
    sku: storageSku
    isPrivate: privateEndpoints
    principalId: identity.properties.principalId
    queueName: '${tablePrefix}-deliveries'
    workspaceId: logs.id
    isAudited: auditStorage
  }
}

module registry 'modules/registry.bicep' = {
  params: { name: '${name}${unique}', location: location, tags: tags, principalId: identity.properties.principalId }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    retentionInDays: logRetentionDays
    sku: { name: 'PerGB2018' }
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id }
}

resource environment 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: '${name}-environment'
  location: location
  tags: tags
  properties: {
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    vnetConfiguration: privateEndpoints ? { infrastructureSubnetId: network!.outputs.appsSubnetId } : null
    appLogsConfiguration: { destination: 'azure-monitor' }
    // The environment's collector sets OTEL_EXPORTER_OTLP_ENDPOINT in the bot, which switches
    // telemetry on. It passes no metrics to Application Insights
    // (https://learn.microsoft.com/azure/container-apps/opentelemetry-agents).
    appInsightsConfiguration: { connectionString: insights.properties.ConnectionString }
    openTelemetryConfiguration: {
      tracesConfiguration: { destinations: ['appInsights'] }
      logsConfiguration: { destinations: ['appInsights'] }
      metricsConfiguration: empty(metricsEndpoint) ? null : { destinations: ['collector'] }
      destinationsConfiguration: empty(metricsEndpoint) ? null : {
        otlpConfigurations: [{ name: 'collector', endpoint: metricsEndpoint, insecure: false }]
      }
    }
  }
}

resource environmentLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: environment
  properties: {
    workspaceId: logs.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

module app 'modules/app.bicep' = if (!empty(image)) {
  params: {
    name: appName
    location: location
    tags: tags
    environmentId: environment.id
    identityId: identity.id
    clientId: identity.properties.clientId
    image: image
    registry: registry.outputs.loginServer
    host: host
    storageAccount: storage.outputs.name
    tableEndpoint: storage.outputs.tableEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tablePrefix: tablePrefix
    queueName: storage.outputs.queueName
    managers: managers
    administrators: administrators
    retentionDays: retentionDays
    maxReplicas: maxReplicas
    messagesPerReplica: messagesPerReplica
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: take('${name}-${unique}', 42)
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: { name: botSku }
  properties: {
    displayName: 'TeamsRolloutBot'
    description: 'Plans a rollout of Procore Pay in a chat and guides everybody through it.'
    endpoint: 'https://${host}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true, acceptedTerms: true } }
  }
}

module alerts 'modules/alerts.bicep' = if (!empty(image)) {
  params: {
    name: name
    location: location
    tags: tags
    email: alertEmail
    workspaceId: logs.id
    appId: app!.outputs.id
    storageAccountId: storage.outputs.id
  }
}

@description('For making the app package: package --app-id … --domain …')
output appId string = identity.properties.clientId
output domain string = host
output registry string = registry.outputs.loginServer

@description('The identity\'s object id, for the script that grants Graph permissions.')
output principalId string = identity.properties.principalId
output insights string = insights.name
