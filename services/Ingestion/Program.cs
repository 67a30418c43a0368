using Attestry.Hosting;
using Attestry.Ingestion;

return await AttestryHost.RunAsync(args, "ingestion", builder => builder.AddIngestion(), app => app.MapIngestion());
