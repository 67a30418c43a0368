using Attestry.Hosting;
using Attestry.MeasurementCollector;

return await AttestryHost.RunAsync(args, "measurement-collector", builder => builder.AddMeasurementCollector(), app => app.MapMeasurementCollector());
