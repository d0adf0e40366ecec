// Alerts for an administrator. docs/operations.md describes each of them.
param name string
param location string
param tags object
param email string
param workspaceId string
param appId string
param storageAccountId string

var logAlerts = [
  {
    name: 'planner-late'
    severity: 1
    description: 'Due work is processed late or not at all.'
    query: 'ContainerAppConsoleLogs | where Log has "Health check planner with status"'
    threshold: 20
  }
  {
    name: 'delivery-fails'
    severity: 1
    description: 'A part of delivery keeps failing, so messages go out late.'
    query: 'ContainerAppConsoleLogs | where Log has_any ("failed and continues", "could not be planned", "could not be handled; it will be retried")'
    threshold: 5
  }
  {
    name: 'message-poisoned'
    severity: 2
    description: 'The bot gave up on a message that it could not build or read itself.'
    query: 'ContainerAppConsoleLogs | where Log has_any ("be created and is given up", "is not the key of a delivery is dropped")'
    threshold: 0
  }
  {
    name: 'sending-late'
    severity: 3
    description: 'Messages go out more than half an hour late: a long backlog, or throttling.'
    query: 'ContainerAppConsoleLogs | where Log has "Health check sender with status"'
    threshold: 40
  }
  {
    name: 'storage-fails'
    severity: 1
    description: 'State or queue can\'t be read or written.'
    query: 'ContainerAppConsoleLogs | where Log has_any ("Storage failed while answering", "Health check storage with status", "Health check queue with status")'
    threshold: 5
  }
  {
    name: 'tokens-refused'
    severity: 3
    description: 'Many requests with rejected tokens: a wrong registration, or somebody is probing. At most one entry a minute is logged for all of them.'
    query: 'ContainerAppConsoleLogs | where Log has_any ("A token was refused", "does not match its token")'
    threshold: 10
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'people-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: take(name, 12)
    emailReceivers: [{ name: 'email', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource byLog 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${name}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.name
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      // The tables are created when the first line is written to them.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [people.id] }
    }
  }
]

resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-server-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'The bot answers Teams with server errors.'
    severity: 2
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'errors'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.App/containerApps'
          metricName: 'Requests'
          dimensions: [{ name: 'statusCodeCategory', operator: 'Include', values: ['5xx'] }]
          operator: 'GreaterThan'
          threshold: 10
          timeAggregation: 'Total'
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}

resource restarts 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-instance-restarts'
  location: 'global'
  tags: tags
  properties: {
    description: 'An instance keeps restarting.'
    severity: 2
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'restarts'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.App/containerApps'
          metricName: 'RestartCount'
          operator: 'GreaterThan'
          threshold: 3
          timeAggregation: 'Maximum'
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}

resource throttledStorage 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-storage-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage is too busy for the bot.'
    severity: 3
    enabled: true
    scopes: [storageAccountId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'busy'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Transactions'
          dimensions: [{ name: 'ResponseType', operator: 'Include', values: ['ServerBusyError', 'ServerTimeoutError'] }]
          operator: 'GreaterThan'
          threshold: 50
          timeAggregation: 'Total'
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: people.id }]
  }
}
