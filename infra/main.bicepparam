using 'main.bicep'

param name = 'rollout'
param image = readEnvironmentVariable('BOT_IMAGE', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
