using Attestry.Hosting;
using Attestry.StatusApi;

var builder = WebApplication.CreateBuilder(args);
builder.AddAttestryDefaults("status-api");
builder.AddStatusApi();
var app = builder.Build();
app.MapAttestryDefaults();
app.MapStatusApi();
await app.RunAsync();
