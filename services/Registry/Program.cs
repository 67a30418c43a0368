using Attestry.Hosting;
using Attestry.Registry;

var builder = WebApplication.CreateBuilder(args);
builder.AddAttestryDefaults("registry");
builder.AddRegistry();
var app = builder.Build();
app.MapAttestryDefaults();
app.MapRegistry();
await app.RunAsync();
