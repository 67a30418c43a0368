using Attestry.Hosting;
using Attestry.Ingestion;

var builder = WebApplication.CreateBuilder(args);
builder.AddAttestryDefaults("ingestion");
builder.AddIngestion();
var app = builder.Build();
app.MapAttestryDefaults();
app.MapIngestion();
await app.RunAsync();
