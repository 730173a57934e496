package dev.weft.testkit;
