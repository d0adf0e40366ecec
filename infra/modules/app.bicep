// The bot itself. At least one instance always runs, because the planner has to process due work.
param name string
param location string
param tags object
param environmentId string
param identityId string
param clientId string
param image string
param registry string
param host string
param storageAccount string
param tableEndpoint string
param queueEndpoint string
param tablePrefix string
param queueName string
param managers string[]
param administrators string[]
param retentionDays int
param maxReplicas int
param messagesPerReplica int

var settings = [
  { name: 'Storage__Kind', value: 'AzureTables' }
  { name: 'Storage__AccountUri', value: tableEndpoint }
  { name: 'Storage__TablePrefix', value: tablePrefix }
  { name: 'Delivery__Queue', value: 'AzureStorage' }
  { name: 'Delivery__QueueUri', value: queueEndpoint }
  { name: 'Bot__AppId', value: clientId }
  { name: 'Bot__TenantId', value: tenant().tenantId }
  { name: 'Bot__TenantType', value: 'ManagedIdentity' }
  { name: 'Bot__PublicUrl', value: 'https://${host}' }
  // Each entry is one line of JSON, so that a log query finds all of it.
  { name: 'Logging__Console__FormatterName', value: 'json' }
  // The user-assigned identity that signs in to storage; no other credential is tried
  // (https://learn.microsoft.com/dotnet/azure/sdk/authentication/credential-chains).
  { name: 'AZURE_CLIENT_ID', value: clientId }
  { name: 'AZURE_TOKEN_CREDENTIALS', value: 'ManagedIdentityCredential' }
]
var managerSettings = [for (manager, index) in managers: { name: 'Rollouts__Managers__${index}', value: manager }]
var administratorSettings = [for (administrator, index) in administrators: { name: 'Rollouts__Administrators__${index}', value: administrator }]
var retentionSettings = retentionDays > 0 ? [{ name: 'Rollouts__RetentionDays', value: string(retentionDays) }] : []

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      ingress: { external: true, targetPort: 8080, transport: 'http', allowInsecure: false }
      registries: [{ server: registry, identity: identityId }]
    }
    template: {
      // Longer than the bot needs to finish what is in flight.
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'bot'
          image: image
          env: concat(settings, managerSettings, administratorSettings, retentionSettings)
          resources: { cpu: json('0.5'), memory: '1Gi' }
          probes: [
            { type: 'Startup', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 3, failureThreshold: 40 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 }, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 }, periodSeconds: 15, timeoutSeconds: 10, failureThreshold: 4 }
          ]
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'deliveries'
            azureQueue: { accountName: storageAccount, queueName: queueName, queueLength: messagesPerReplica, identity: identityId }
          }
        ]
      }
    }
  }
}

output id string = app.id
