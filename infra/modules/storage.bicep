// One account for state and work queue. Only Entra identities have access, so no key can leak.
param name string
param location string
param tags object
param sku string
param isPrivate bool
param principalId string
param queueName string
param workspaceId string
param isAudited bool

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    // Nothing is copied to another tenant, and there are no users other than Entra's.
    allowCrossTenantReplication: false
    allowedCopyScope: 'AAD'
    isLocalUserEnabled: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: isPrivate ? 'None' : 'AzureServices' }
    encryption: {
      keySource: 'Microsoft.Storage'
      // For tables and queues, the account's key can only be chosen at creation.
      services: { table: { keyType: 'Account', enabled: true }, queue: { keyType: 'Account', enabled: true } }
    }
  }

  resource tables 'tableServices' = { name: 'default' }

  resource queues 'queueServices' = {
    name: 'default'

    // Created here, because the scale rule reads it before the bot's first run. The bot creates its
    // tables itself.
    resource deliveries 'queues' = { name: queueName }
  }
}

// Who read, wrote and removed what, for auditors. Off by default: the planner alone reads some
// thousand times a day.
resource tableAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (isAudited) {
  name: 'audit'
  scope: account::tables
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }] }
}

resource queueAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (isAudited) {
  name: 'audit'
  scope: account::queues
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'audit', enabled: true }] }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [tableDataContributor, queueDataContributor]: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output id string = account.id
output name string = account.name
output queueName string = queueName
output tableEndpoint string = account.properties.primaryEndpoints.table
output queueEndpoint string = account.properties.primaryEndpoints.queue
