using Attestry.Hosting;
using Attestry.SignatureVerifier;

var builder = WebApplication.CreateBuilder(args);
builder.AddAttestryDefaults("signature-verifier");
builder.AddSignatureVerifier();
var app = builder.Build();
app.MapAttestryDefaults();
app.MapSignatureVerifier();
await app.RunAsync();
