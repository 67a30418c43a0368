using Attestry.Hosting;
using Attestry.Registry;

return await AttestryHost.RunAsync(args, "registry", builder => builder.AddRegistry(), app => app.MapRegistry());
