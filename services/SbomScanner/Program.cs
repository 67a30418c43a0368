using Attestry.Hosting;
using Attestry.SbomScanner;

return await AttestryHost.RunAsync(args, "sbom-scanner", builder => builder.AddSbomScanner(), app => app.MapSbomScanner());
