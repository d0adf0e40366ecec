using 'main.bicep'

param name = 'rollout'
param managers = filter(split(readEnvironmentVariable('ROLLOUT_MANAGERS', ''), ','), manager => !empty(manager))
param image = readEnvironmentVariable('BOT_IMAGE', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
