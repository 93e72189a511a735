using DbxServerless.Standalone.CommandLine;

return await Cli.RunAsync(args);
