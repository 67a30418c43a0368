using Attestry.Hosting;
using Attestry.SbomScanner;

var builder = WebApplication.CreateBuilder(args);
builder.AddAttestryDefaults("sbom-scanner");
builder.AddSbomScanner();
var app = builder.Build();
app.MapAttestryDefaults();
app.MapSbomScanner();
await app.RunAsync();
