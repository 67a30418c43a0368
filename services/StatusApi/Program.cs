using Attestry.Hosting;
using Attestry.StatusApi;

return await AttestryHost.RunAsync(args, "status-api", builder => builder.AddStatusApi(), app => app.MapStatusApi());
